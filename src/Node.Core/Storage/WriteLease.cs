using System.Data.Common;

namespace Node.Core.Storage;

/// <summary>The right to write: a connection with its transaction, and what to do when done.</summary>
internal sealed class WriteLease(DbConnection connection, DbTransaction transaction, Func<ValueTask> giveBack) : IAsyncDisposable
{
    public DbConnection Connection => connection;

    public DbTransaction Transaction => transaction;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            await giveBack();
        }
    }
}
