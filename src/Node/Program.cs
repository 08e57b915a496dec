using Node.Commands;

return await NodeCommandLine.RunAsync(args, Terminal.Process());
