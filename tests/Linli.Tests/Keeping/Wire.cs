using System.Collections.Concurrent;
using System.Net.Sockets;
using Npgsql;

namespace Linli.Tests.Keeping;

/// <summary>A line to the PostgreSQL server that can be cut: what a restart looks like from the house.</summary>
sealed class Wire : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("linli-wire-").FullName;
    readonly ConcurrentBag<Socket> ends = [];
    readonly string server;
    Socket? door;

    public Wire(string connection)
    {
        var from = new NpgsqlConnectionStringBuilder(connection);
        server = $"{from.Host}/.s.PGSQL.{from.Port}";
        Connection = new NpgsqlConnectionStringBuilder(connection) { Host = folder }.ConnectionString;
        Mend();
    }

    public string Connection { get; }

    string Here => Path.Combine(folder, Path.GetFileName(server));

    public void Mend()
    {
        door = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        door.Bind(new UnixDomainSocketEndPoint(Here));
        door.Listen();
        _ = Listen(door);
    }

    /// <summary>Every line breaks, and nobody answers.</summary>
    public void Cut()
    {
        door?.Dispose();
        File.Delete(Here);
        while (ends.TryTake(out var end)) end.Dispose();
    }

    async Task Listen(Socket at)
    {
        try
        {
            while (true)
            {
                var (near, far) = (await at.AcceptAsync(), new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified));
                ends.Add(near);
                ends.Add(far);
                await far.ConnectAsync(new UnixDomainSocketEndPoint(server));
                _ = Carry(near, far);
                _ = Carry(far, near);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { /* the door was closed */ }
    }

    static async Task Carry(Socket from, Socket to)
    {
        var buffer = new byte[1 << 14];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
                for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { /* cut */ }
        from.Dispose();
        to.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
