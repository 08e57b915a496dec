using Node.Commands;
using Node.CrashHost;

// The first argument is the file that names the point; the rest is the program's.
return await NodeCommandLine.RunAsync(args[1..], Terminal.Process() with { Commits = new KillAtCommit(args[0]) });
