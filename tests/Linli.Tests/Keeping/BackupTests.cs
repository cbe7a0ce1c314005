using Linli.Platform;
using Linli.Tests.Ordering;
using Linli.Tests.Simulation;

namespace Linli.Tests.Keeping;

/// <summary>What was kept comes back: all of it, on both databases, while people go on ordering.</summary>
public class BackupTests
{
    [Fact]
    public async Task A_backup_made_while_orders_come_in_holds_every_order_acknowledged_before_it_began()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var residents = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => town.Resident()));
        var before = new List<Guid> { await sale.PaidOrder(residents[0], eggs: 1) };
        foreach (var resident in residents) before.Add((await sale.Order(resident, eggs: 1, tomatoes: 500)).Ok()["id"].GetGuid());
        using var folder = new TestFolder();

        using var evening = new CancellationTokenSource();
        var ordering = residents.Select(resident => Task.Run(async () =>
        {
            var orders = 0;
            for (; !evening.IsCancellationRequested; orders++) (await sale.Order(resident, milk: 1)).Ok();
            return orders;
        })).ToList();
        var said = await HostProgram.Run(town.Database, "backup", folder["evening.backup"]);
        await evening.CancelAsync();
        Assert.True((await Task.WhenAll(ordering)).Sum() > 0);
        Assert.Contains("1 shops", said.Well().Text, StringComparison.Ordinal);

        await using var place = await TestDatabase.Make();
        (await HostProgram.Run(place, "restore", folder["evening.backup"])).Well();
        await using var twice = await TestDatabase.Make();
        (await HostProgram.Run(twice, "restore", folder["evening.backup"])).Well();
        var restored = await Rows.All(place);
        Assert.Equal(restored, await Rows.All(twice));
        Assert.All(before, order => Assert.Contains(restored["ordering_orders"], row => row.Contains(order.ToString(), StringComparison.OrdinalIgnoreCase)));
        // Nothing is torn: each row of the backup is or was a row of the living database, and no line is without its order.
        Assert.Empty(restored["ledger_transfers"].Except((await Rows.All(town.Database))["ledger_transfers"]));
        await using var reading = await Rows.Open(place);
        Assert.Equal(["0"], await Rows.Read(reading, "select coalesce(sum(posted), 0) from (select credits_posted - debits_posted as posted from ledger_accounts) a"));
        Assert.Equal(["0"], await Rows.Read(reading, "select count(*) from ordering_orders o where not exists (select 1 from ordering_lines l where l.tenant = o.tenant and l.\"order\" = o.id)"));
    }

    [Fact]
    public async Task After_the_evening_the_restored_shop_is_the_same_row_by_row_and_its_people_sign_in()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();
        var order = await sale.PaidOrder(resident, eggs: 2);
        await sale.CutOff();
        await town.Staff(Role.Owner, password: "a long password 1");
        using var folder = new TestFolder();
        var backup = folder["night.backup"];
        (await HostProgram.Run(town.Database, "backup", backup)).Well();
        var then = await Rows.All(town.Database);

        await using var place = await TestDatabase.Make();
        (await HostProgram.Run(place, "restore", backup)).Well();

        Assert.Equal(then, await Rows.All(place));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
        await using var host = new HostProcess(HostProgram.Path, new Dictionary<string, string>(place.Settings) { ["Linli:At"] = "2026-05-01 18:30" });
        await host.Start();
        using var http = new HttpClient { BaseAddress = host.Address };
        Assert.Equal("confirmed", (await new Person(http, resident.Token, resident.Id, resident.Phone).Get($"/orders/{order}")).String("state"));
        var session = await new Person(http, null, default, "").Put($"/sessions/{Guid.CreateVersion7()}", new { phone = "13900000005", shop = town.Shop, password = "a long password 1" });
        Assert.NotNull(session.Ok().String("token"));

        (await HostProgram.Run(place, "restore", backup, "--over")).Refuses("restore.still-serving");
        await host.Stop();
        (await HostProgram.Run(place, "restore", backup)).Refuses("restore.not-empty");
        await Rows.Do(place, "delete from platform_audit; delete from members_messages; update platform_shops set name = '别的'");
        (await HostProgram.Run(place, "restore", backup, "--over")).Well();
        Assert.Equal(then, await Rows.All(place));
    }

    [Fact]
    public async Task What_is_no_whole_backup_or_newer_than_the_program_changes_nothing()
    {
        await using var town = await Town.Open();
        using var folder = new TestFolder();
        var backup = folder["backup"];
        (await HostProgram.Run(town.Database, "backup", backup)).Well();
        (await HostProgram.Run(town.Database, "backup", backup)).Refuses("backup.file-exists");
        var whole = await File.ReadAllBytesAsync(backup);

        await using var place = await TestDatabase.Make();
        await File.WriteAllBytesAsync(folder["torn"], whole[..(whole.Length / 3)]);
        await File.WriteAllTextAsync(folder["letter"], "亲爱的邻居，这不是备份。");
        var onServer = town.Database.Name is not null;
        (await HostProgram.Run(place, "restore", folder["torn"])).Refuses(onServer ? "backup.tool-failed" : "backup.damaged");
        (await HostProgram.Run(place, "restore", folder["letter"])).Refuses(onServer ? "backup.tool-failed" : "backup.damaged");
        (await HostProgram.Run(place, "restore", folder["nothing"])).Refuses("command.file");

        await Rows.Do(town.Database, "insert into \"__EFMigrationsHistory\" values ('20990101000000_Tomorrow', '99.0')");
        (await HostProgram.Run(town.Database, "backup", folder["tomorrow"])).Well();
        (await HostProgram.Run(place, "restore", folder["tomorrow"])).Refuses("database.future");
        (await HostProgram.Run(town.Database)).Refuses("database.future");
        await using var empty = await TestDatabase.Make();
        Assert.Equal((await Rows.All(empty)).Keys, (await Rows.All(place)).Keys);
        (await HostProgram.Run(empty, "backup", folder["empty"])).Refuses("backup.nothing-there");
    }

    [Fact]
    public async Task Without_the_programs_of_PostgreSQL_it_says_what_to_install()
    {
        await using var place = await TestDatabase.Make();
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["backup"], "");
        (await HostProgram.Run(place, "restore", folder["backup"], "--Linli:Postgres=Host=nowhere", $"--Linli:PostgresTools={folder["no-tools"]}"))
            .Refuses("backup.tool-missing");
    }

    [Fact]
    public async Task A_command_nobody_knows_is_answered_by_those_there_are()
    {
        await using var place = await TestDatabase.Make();
        (await HostProgram.Run(place, "backupp", "file")).Refuses("command.unknown");
        (await HostProgram.Run(place, "backup")).Refuses("command.unknown");
        (await HostProgram.Run(place, "backup", "file", "--over")).Refuses("command.unknown");
    }
}

/// <summary>A folder that is gone after the test.</summary>
sealed class TestFolder : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("linli-keeping-").FullName;

    public string this[string file] => Path.Combine(folder, file);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
