using Linli.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Linli.Tests.Platform;

public class MonthTests
{
    [Fact]
    public void A_month_begins_at_midnight_of_the_shop_and_its_ids_with_it()
    {
        Assert.True(Month.TryParse("2026-03", out var march));
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 16, 0, 0, TimeSpan.Zero), march.From);
        Assert.Equal("2026-04", march.Next.ToString());
        Assert.Equal(march.Next.From, march.To);
        Assert.Equal(march, Month.Of(march.From));
        Assert.Equal(march, Month.Of(march.To.AddMilliseconds(-1)));
        string Written(Guid id) => id.ToString("N");
        Assert.True(string.CompareOrdinal(Written(march.FirstId), Written(Guid.CreateVersion7(march.From))) <= 0);
        Assert.True(string.CompareOrdinal(Written(march.FirstId), Written(Guid.CreateVersion7(march.From.AddMilliseconds(-1)))) > 0);
        Assert.False(Month.TryParse("2026-13", out _));
        Assert.False(Month.TryParse("März", out _));
    }

    [Fact]
    public void What_is_derived_is_the_same_each_time_and_of_its_sources_moment()
    {
        var source = Guid.CreateVersion7();
        var derived = Id.Derived(source, "stock");
        Assert.Equal(derived, Id.Derived(source, "stock"));
        Assert.NotEqual(derived, Id.Derived(source, "cash"));
        Assert.NotEqual(derived, Id.Derived(Guid.CreateVersion7(), "stock"));
        Assert.Equal(source.ToString("N")[..12], derived.ToString("N")[..12]);
    }

    [Fact]
    public async Task Rows_lie_in_their_month_and_those_of_a_wrong_clock_are_found_all_the_same()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, "SQLite keeps no months");
        await using var town = await Town.Open();
        var sale = await Ordering.Sale.Of(town);
        var who = await town.Resident();
        var now = town.Clock.GetUtcNow();
        Guid[] ids = [Guid.CreateVersion7(now), Guid.CreateVersion7(now.AddMonths(2)), Guid.CreateVersion7(now.AddYears(-3)), Guid.Parse("ffffffff-ffff-7fff-bfff-ffffffffffff")];
        foreach (var id in ids)
            for (var tries = 0; tries < 2; tries++) (await sale.Order(who, eggs: 1, milk: 1, path: $"{sale.Path}/orders/{id}")).Ok();

        Assert.Equal(ids.Order(), (await who.Get("/me/orders")).Items.Select(o => o.GetProperty("id").GetGuid()).Order());
        Assert.Equal(4, await sale.Taken(sale.Eggs));
        Assert.Equal(
            ["ordering_lines_2026_05 2", "ordering_lines_2026_07 2", "ordering_lines_rest 4"],
            await Where(town, "ordering_lines"));
        Assert.Equal(
            ["ordering_orders_2026_05 1", "ordering_orders_2026_07 1", "ordering_orders_rest 2"],
            await Where(town, "ordering_orders"));
        Assert.All(await Where(town, "platform_facts"), f => Assert.StartsWith("platform_facts_2026_05", f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Months_are_made_before_they_come_and_any_host_may_make_them()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, "SQLite keeps no months");
        await using var town = await Town.Open();
        await using var twin = town.AnotherHost();
        var sale = await Ordering.Sale.Of(town);
        var who = await town.Resident();
        // Came before its month was made: it stays where it is, and so does its month.
        var early = town.Clock.GetUtcNow().AddMonths(5);
        (await sale.Order(who, eggs: 1, path: $"{sale.Path}/orders/{Guid.CreateVersion7(early)}")).Ok();
        town.Clock.Pass(TimeSpan.FromDays(70));
        await Task.WhenAll(new[] { town, twin, town, twin }.Select(t => t.Services.GetRequiredService<Calendar>().Make(default)));
        Assert.Equal(["2026_05", "2026_06", "2026_07", "2026_08", "2026_09", "rest"], await Parts(town, "ordering_orders"));
        Assert.Equal(["2026_05", "2026_06", "2026_07", "2026_08", "2026_09", "2026_10", "rest"], await Parts(town, "inventory_movements"));
        Assert.Equal(["ordering_orders_rest 1"], await Where(town, "ordering_orders"));
    }

    [Fact]
    public async Task Lines_name_their_orders_in_the_same_month_and_go_with_them()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, "SQLite keeps no months");
        await using var town = await Town.Open();
        var sale = await Ordering.Sale.Of(town);
        var who = await town.Resident();
        var now = town.Clock.GetUtcNow();
        foreach (var id in new[] { Guid.CreateVersion7(now), Guid.CreateVersion7(now.AddMonths(1)), Guid.CreateVersion7(now.AddYears(-3)) })
            (await sale.Order(who, eggs: 1, path: $"{sale.Path}/orders/{id}")).Ok();
        Assert.Equal(["2026_05", "2026_06", "2026_07", "2026_08", "rest"], await Keys(town));
        foreach (var part in new[] { "2026_05", "rest" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => Do(town, $"update ordering_lines_{part} set tenant = gen_random_uuid()"));
            Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, refused.SqlState);
        }

        await Do(town, "delete from ordering_orders");
        Assert.Empty(await Where(town, "ordering_lines"));
    }

    [Fact]
    public async Task Months_that_only_one_of_both_tables_had_are_put_right_by_the_upgrade()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, "SQLite keeps no months");
        await using var town = await Town.Open();
        var sale = await Ordering.Sale.Of(town);
        var who = await town.Resident();
        for (var months = 0; months < 3; months++)
            (await sale.Order(who, eggs: 1, path: $"{sale.Path}/orders/{Guid.CreateVersion7(town.Clock.GetUtcNow().AddMonths(months))}")).Ok();
        // As the release before may have left it: June only of the orders, July only of the lines, and one key between the whole tables.
        foreach (var key in await Keys(town)) await Do(town, $"alter table ordering_lines_{key} drop constraint \"FK_ordering_lines_ordering_orders_tenant_order\"");
        foreach (var alone in new[] { "ordering_lines_2026_06", "ordering_orders_2026_07" })
        {
            var table = alone[..^"_2026_06".Length];
            await Do(town, $"alter table {table} detach partition {alone}; insert into {table} select * from {alone}; drop table {alone}");
        }

        await Do(town, """
            alter table ordering_lines add constraint "FK_ordering_lines_ordering_orders_tenant_order" foreign key (tenant, "order") references ordering_orders (tenant, id) on delete cascade;
            delete from "__EFMigrationsHistory" where "MigrationId" like '%_PartsByMonth'
            """);
        Assert.Equal(["ordering_lines_2026_05 1", "ordering_lines_2026_07 1", "ordering_lines_rest 1"], await Where(town, "ordering_lines"));

        await town.Within(services => services.GetRequiredService<LinliDb>().Database.MigrateAsync());
        Assert.Equal(["ordering_lines_2026_05 1", "ordering_lines_2026_06 1", "ordering_lines_rest 1"], await Where(town, "ordering_lines"));
        Assert.Equal(["ordering_orders_2026_05 1", "ordering_orders_2026_06 1", "ordering_orders_rest 1"], await Where(town, "ordering_orders"));
        Assert.Equal(["2026_05", "2026_06", "2026_08", "rest"], await Keys(town));
        Assert.Equal(3, (await who.Get("/me/orders")).Items.Length);
    }

    /// <summary>The parts whose lines name the orders of the very same part.</summary>
    static Task<string[]> Keys(Town town) => Ask(town,
        """
        select substr(conrelid::regclass::text, 16) as "Value" from pg_constraint where contype = 'f' and confdeltype = 'c' and convalidated
            and conrelid::regclass::text like 'ordering\_lines%' and confrelid::regclass::text = replace(conrelid::regclass::text, 'lines', 'orders') order by 1
        """);

    static Task Do(Town town, string sql) => town.Within(services => services.GetRequiredService<LinliDb>().Database.ExecuteSqlRawAsync(sql));

    static Task<string[]> Where(Town town, string table) =>
        Ask(town, $"select tableoid::regclass::text || ' ' || count(*) as \"Value\" from {table} group by tableoid order by 1");

    static Task<string[]> Parts(Town town, string table) => Ask(town,
        $"select substr(inhrelid::regclass::text, {table.Length + 2}) as \"Value\" from pg_inherits where inhparent = '{table}'::regclass order by 1");

    static async Task<string[]> Ask(Town town, string sql)
    {
        string[] answer = [];
        await town.Within(async services => answer = await services.GetRequiredService<LinliDb>().Database.SqlQueryRaw<string>(sql).ToArrayAsync());
        return answer;
    }
}
