using Linli.Platform;
using Linli.Tests.Ordering;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Keeping;

/// <summary>What the machine does to a shop: it says so, nothing is lost or done twice, and it goes on by itself.</summary>
public class FaultTests
{
    [Fact]
    public async Task A_full_disk_refuses_orders_by_name_reads_go_on_and_so_do_orders_when_there_is_room()
    {
        await using var town = await Town.Open(new() { ["Linli:LookEvery"] = "86400000" });
        await Refuses_until(town, "database.full", full: true);
    }

    [Fact]
    public async Task A_database_that_can_only_be_read_is_still_read()
    {
        await using var town = await Town.Open(new() { ["Linli:LookEvery"] = "86400000" });
        await Refuses_until(town, "database.read-only", full: false);
    }

    static async Task Refuses_until(Town town, string code, bool full)
    {
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        var kept = (await sale.Order(resident, eggs: 1)).Ok()["id"].GetGuid();
        await Break(town, full, broken: true);

        Assert.Equal(code, (await Told(() => Picture(town))).Refused);
        // The last page may still have room for some.
        var (path, acknowledged) = (sale.NewOrder(), 1);
        Answer answer;
        for (; (answer = await Told(() => sale.Order(resident, eggs: 1, path: path))).Status == 200 && acknowledged < 200; path = sale.NewOrder()) acknowledged++;
        Assert.Equal((503, code), (answer.Status, answer.Refused));
        Assert.Equal("confirmed", (await resident.Get($"/orders/{kept}")).String("state"));
        Assert.Equal(200, await Ready(town));

        await Break(town, full, broken: false);
        (await sale.Order(resident, eggs: 1, path: path)).Ok();
        (await sale.Order(resident, eggs: 1, path: path)).Ok();
        (await Picture(town)).Ok();
        Assert.Equal(acknowledged + 1, await sale.Taken(sale.Eggs));

        // One that was at work all the while is told before the next try.
        async Task<Answer> Told(Func<Task<Answer>> act)
        {
            if (town.Database.Name is null) await Tell(town, full, broken: true);
            return await act();
        }
    }

    static Task<Answer> Picture(Town town)
    {
        byte[] picture = [.. Platform.PictureTests.Png(4, 4), .. Enumerable.Range(0, 9_000).Select(i => (byte)(i * 7))];
        return town.Owner.Put($"/files/{Guid.CreateVersion7()}", new ByteArrayContent(picture));
    }

    /// <summary>
    /// SQLite is told on every connection of the process that there is no room or no leave to write. PostgreSQL gives its code
    /// for a full disk from a trigger; who may not write is a setting of the database.
    /// </summary>
    static async Task Break(Town town, bool full, bool broken)
    {
        if (town.Database.Name is { } name)
        {
            await Rows.Do(town.Database, (full, broken) switch
            {
                (true, true) => """
                    create function no_room() returns trigger language plpgsql as $$ begin raise exception 'No space left on device' using errcode = '53100'; end $$;
                    create trigger no_room before insert on ordering_orders for each row execute function no_room();
                    create trigger no_room before insert on platform_files for each row execute function no_room();
                    """,
                (true, false) => "drop function no_room cascade",
                (false, true) => $"alter database {name} set default_transaction_read_only = on; {forget}",
                (false, false) => $"set transaction read write; alter database {name} reset default_transaction_read_only; {forget}",
            });
            if (!full) await Reach(town);
            return;
        }

        // Pages that earlier rows have left would still be filled.
        if (full && broken) await Rows.Do(town.Database, "vacuum");
        // It holds for each connection of the pool; one that is at work just now is reached a moment later.
        for (var round = 0; round < 3; round++)
        {
            await Tell(town, full, broken);
            await Task.Delay(100);
        }
    }

    static async Task Tell(Town town, bool full, bool broken)
    {
        var file = "";
        await town.Within(services =>
        {
            file = services.GetRequiredService<LinliDb>().Database.GetConnectionString()!;
            return Task.CompletedTask;
        });
        var pragma = (full, broken) switch
        {
            (true, true) => "pragma max_page_count = 1",
            (true, false) => "pragma max_page_count = 1000000",
            (false, true) => "pragma query_only = on",
            (false, false) => "pragma query_only = off",
        };
        await ToEach(file, pragma);
    }

    static async Task ToEach(string file, string pragma)
    {
        var connections = Enumerable.Range(0, 32).Select(_ => new SqliteConnection(file)).ToList();
        foreach (var connection in connections)
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = pragma;
            await command.ExecuteNonQueryAsync();
        }

        foreach (var connection in connections) await connection.DisposeAsync();
    }

    const string forget = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    [Fact]
    public async Task A_server_that_restarts_gives_503_until_it_is_back_and_no_order_is_lost_or_doubled()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, "a server's fault: runs on PostgreSQL");
        await using var database = await TestDatabase.Make();
        await using var wire = new Wire(database.Settings["Linli:Postgres"]);
        await using var town = await Town.Open(new() { ["Linli:Postgres"] = wire.Connection });
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        var path = sale.NewOrder();
        (await sale.Order(resident, eggs: 1)).Ok();

        wire.Cut();
        var refused = await sale.Order(resident, eggs: 1, path: path);
        Assert.Equal((503, "database.away"), (refused.Status, refused.Refused));
        Assert.Equal("database.away", (await resident.Get("/campaigns")).Refused);
        Assert.Equal(503, await Ready(town));
        using (var alive = await town.CreateClient().GetAsync("/health/live")) Assert.Equal(200, (int)alive.StatusCode);

        wire.Mend();
        await Reach(town);
        (await sale.Order(resident, eggs: 1, path: path)).Ok();
        (await sale.Order(resident, eggs: 1, path: path)).Ok();
        await Rows.Do(database, forget);
        await Reach(town);
        await sale.CutOff();
        Assert.Equal(2, await sale.Taken(sale.Eggs));
        await using var reading = await Rows.Open(database);
        Assert.Equal(["0"], await Rows.Read(reading, "select count(*) from platform_facts where told_at is null and trouble is not null"));
    }

    static async Task<int> Ready(Town town)
    {
        using var answer = await town.CreateClient().GetAsync("/health/ready");
        return (int)answer.StatusCode;
    }

    // Connections that broke are noticed by whoever uses them first; a client that tries again gets through.
    static async Task Reach(Town town)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await Ready(town) == 200 && (await town.Owner.Get("/campaigns")).Status == 200 && (await town.Owner.Get("/skus")).Status == 200) return;
            await Task.Delay(50);
        }

        Assert.Fail("the host did not find its database again");
    }

    [Fact]
    public async Task A_host_that_cannot_reach_its_database_says_so_and_ends()
    {
        await using var place = await TestDatabase.Make();
        (await HostProgram.Run(place, "--Linli:Postgres=Host=/nowhere;Username=linli;Timeout=1")).Refuses("database.away");
    }
}
