using Linli.Campaigns;
using Linli.Platform;
using Linli.Tests.Ordering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Hosts;

/// <summary>Any number of equal hosts on one PostgreSQL: no leader, no sticky session, nothing in one host's memory that another needs.</summary>
public class HostsTests
{
    const int MoreThanAreTakenAtOnce = 400;
    const string OnlyOnPostgres = "one SQLite file has one host; tests/postgres gives this test a server";
    static readonly TimeSpan generously = TimeSpan.FromSeconds(60);

    // So long that what is heard in a test was heard by the bell.
    static readonly Dictionary<string, string> lookingNever = new() { ["Linli:LookEvery"] = "86400000" };

    [Fact]
    public async Task Who_signs_in_at_one_host_is_known_at_another_and_a_code_sent_by_one_opens_the_other()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, OnlyOnPostgres);
        await using var here = await Town.Open(new() { ["Linli:FixedSmsCode"] = "135790" });
        await using var there = here.AnotherHost();
        var resident = await here.Resident();

        (await here.Stranger().Put($"/sms-codes/{Guid.CreateVersion7()}", new { shop = here.Shop, phone = resident.Phone })).Ok();
        var session = (await there.Stranger().Put($"/sessions/{Guid.CreateVersion7()}", new { shop = here.Shop, phone = resident.Phone, code = "135790" })).Ok();

        var again = new Person(here.CreateClient(), session.String("token"), resident.Id, resident.Phone);
        Assert.Equal(resident.Id.Value, (await again.Get("/me")).Ok()["id"].GetGuid());
    }

    [Fact]
    public async Task What_is_committed_at_one_host_is_told_at_once_by_another_even_after_the_line_between_them_was_cut()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, OnlyOnPostgres);
        await using var here = await Town.Open(lookingNever);
        await using var there = here.AnotherHost();
        var (first, second) = (await Sale.Of(here), await Sale.Of(here));
        // From now on this host only rings: what is told is told by the other.
        await here.Services.GetRequiredService<Teller>().StopAsync(default);

        (await here.Leader.Put($"{first.Path}/cut-off")).Ok();
        await AllIsTold(here);

        await Cut(here);
        (await here.Leader.Put($"{second.Path}/cut-off")).Ok();
        await AllIsTold(here);
    }

    [Fact]
    public async Task A_host_that_leaves_gives_back_what_it_has_taken()
    {
        await using var town = await Town.Open(lookingNever);
        var teller = town.Services.GetRequiredService<Teller>();
        await teller.StopAsync(default);
        await town.Within(async services =>
        {
            var db = services.GetRequiredService<LinliDb>();
            for (var i = 0; i < MoreThanAreTakenAtOnce; i++) db.Raise(new CampaignCutOff(new(Guid.CreateVersion7()), town.Clock.GetUtcNow()));
            await db.Commit(default);
        });

        using var leaving = new CancellationTokenSource();
        // On SQLite nothing is waited for, so this would else go on to its end by itself.
        var told = Task.Run(() => teller.TellAll(leaving.Token));
        while (await Count(town, "told_at is not null and kind like '%CutOff'") == 0) await Task.Delay(1);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => told);

        Assert.InRange(await Count(town, "told_at is null and kind like '%CutOff'"), 1, MoreThanAreTakenAtOnce - 1);
        Assert.Equal(0, await Count(town, "told_at is null and taken_until is not null"));
    }

    [Fact]
    public async Task An_alarm_is_heard_once_however_many_hosts_see_it_ring()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, OnlyOnPostgres);
        await using var here = await Town.Open();
        await using var there = here.AnotherHost();
        await using var elsewhere = here.AnotherHost();
        var sales = new List<Sale>();
        for (var i = 0; i < 12; i++)
        {
            sales.Add(await Sale.Of(here));
            (await sales[i].Order(await here.Resident(), eggs: 1)).Ok();
        }

        here.Clock.Pass(TimeSpan.FromHours(5));
        Town[] hosts = [here, there, elsewhere];
        for (var round = 0; round < 5; round++)
        {
            var failures = await Task.WhenAll(hosts.Select(h => h.Services.GetRequiredService<Teller>().TellAll(default)));
            Assert.Equal([0, 0, 0], failures);
            here.Clock.Pass(TimeSpan.FromSeconds(2));
        }

        foreach (var sale in sales) Assert.Single((await here.Owner.Get($"/purchase-orders?campaign={sale.Id}")).Items);
        Assert.Equal(0, await Untold(here));
        Assert.Equal(sales.Count, await Count(here, "kind like '%CutOff'"));
    }

    static async Task AllIsTold(Town town)
    {
        using var enough = new CancellationTokenSource(generously);
        while (await Untold(town) > 0) await Task.Delay(50, enough.Token);
    }

    static Task<int> Untold(Town town) => Count(town, $"told_at is null and at <= '{town.Clock.GetUtcNow():O}'");

    static async Task<int> Count(Town town, string facts)
    {
        var (count, sql) = (0, $"select cast(count(*) as int) as \"Value\" from platform_facts where {facts}");
        await town.Within(async services => count = await services.GetRequiredService<LinliDb>().Database.SqlQueryRaw<int>(sql).SingleAsync());
        return count;
    }

    /// <summary>What a restart of the server does to those who listen.</summary>
    static Task Cut(Town town) => town.Within(services => services.GetRequiredService<LinliDb>().Database.ExecuteSqlRawAsync(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and (query ilike 'listen%' or query = 'select 1')"));
}
