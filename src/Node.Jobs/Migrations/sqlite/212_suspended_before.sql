-- Runs that were suspended before there was a deadline for it count from their acceptance.
UPDATE runs_open SET suspended_at = accepted_at WHERE state = 'Suspended' AND suspended_at IS NULL;
