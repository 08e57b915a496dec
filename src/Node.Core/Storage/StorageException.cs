namespace Node.Core.Storage;

/// <summary>The database cannot be used: wrong address, newer than the program, held by another process. The message says what to do.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
