using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Linli.Host;
using Linli.Platform;
using Linli.Tests;
using Linli.Tests.Simulation;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Linli.Bench;

/// <summary>
/// The year before today, as a busy shop leaves it behind: 400 campaigns, orders of one to four lines that were handed over, a
/// movement per line, a told fact per order. Each row is one real row with other ids, moments, households and goods, so it has
/// every column the house has.
/// </summary>
sealed class YearBefore(DbConnection connection, bool onServer, long orders)
{
    public const double LinesPerOrder = 2.5;
    const int Campaigns = 400, AtOnce = 200_000;
    static readonly long begin = DateTimeOffset.UtcNow.AddDays(-366).ToUnixTimeMilliseconds();

    long PerCampaign => Math.Max(1, orders / Campaigns);

    public static async Task<double> Fill(TestDatabase database, Settled shop, long lines)
    {
        var postgres = database.Settings.GetValueOrDefault("Linli:Postgres");
        await using DbConnection connection = postgres is null
            ? new SqliteConnection($"Data Source={Path.Combine(database.Folder, "linli.db")};Pooling=false")
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        var clock = Stopwatch.StartNew();
        await new YearBefore(connection, postgres is not null, (long)(lines / LinesPerOrder)).Fill(shop);
        return clock.Elapsed.TotalSeconds;
    }

    async Task Fill(Settled shop)
    {
        // What is made here is whole by itself; checking each row against its order would take longer than writing it.
        await Do(onServer ? "set session_replication_role = replica; set synchronous_commit = off" : "pragma foreign_keys = off; pragma synchronous = off");
        if (onServer) await MakeMonths();
        await Do("create temp table homes as select row_number() over (order by id) - 1 as n, id from members_households");
        await Do("create temp table wares as select row_number() over (order by id) - 1 as n, id from catalog_skus where price > 0");
        await Do("create temp table template as select id, campaign from ordering_orders limit 1");
        var (homes, wares) = (shop.Residents.Count, shop.Wares.Count);
        await Copy("campaigns_campaigns", "campaigns_campaigns", Series(0, Campaigns - 1), "t.id = (select campaign from template)", CampaignChanges());
        await Copy("campaigns_items", "campaigns_items", Series(0, Campaigns - 1), "t.campaign = (select campaign from template)", new() { ["campaign"] = Id(Opens("g"), "g") });
        for (var from = 0L; from < orders; from += AtOnce)
        {
            var series = Series(from, Math.Min(orders, from + AtOnce) - 1);
            await Copy("ordering_orders", "ordering_orders", $"{series} join homes h on h.n = (g * 7919) % {homes}", "t.id = (select id from template)", OrderChanges());
            var each = $"{series} join (select 1 as k union all select 2 union all select 3 union all select 4) k on k <= 1 + g % 4 "
                + $"join wares w on w.n = (g * 31 + k * 101) % {wares}";
            await Copy("ordering_lines", "ordering_lines", each, "t.\"order\" = (select id from template)", LineChanges());
            await Copy("inventory_movements", "ordering_orders", each, "t.id = (select id from template)", Movement());
            await Copy("platform_facts", "ordering_orders", series, "t.id = (select id from template)", Fact());
            await Copy("platform_heard", "ordering_orders", series, "t.id = (select id from template)", new()
            {
                ["fact"] = Id(Placed, "g"),
                ["by"] = "'Linli.Commissions.WhenLinesHandedOver.Earn'",
            });
            Figures.Say($"  {(long)(Math.Min(orders, from + AtOnce) * LinesPerOrder):N0} lines");
        }

        await Do(onServer ? "analyze" : "pragma wal_checkpoint(truncate)");
    }

    async Task MakeMonths()
    {
        await using var db = new PostgresDesign().CreateDbContext([]);
        for (var month = Month.Of(DateTimeOffset.FromUnixTimeMilliseconds(begin)); month.From <= DateTimeOffset.UtcNow; month = month.Next)
            foreach (var kept in db.Model.KeptByMonth())
                await Do(kept.Room(month));
    }

    Dictionary<string, string> CampaignChanges() => new()
    {
        ["id"] = Id(Opens("g"), "g"),
        ["opens_at"] = Moment(Opens("g")),
        ["made_at"] = Moment(Opens("g")),
        ["published_at"] = Moment(Opens("g")),
        ["closes_at"] = Moment($"{Opens("g")} + 43200000"),
        ["cut_off_at"] = Moment($"{Opens("g")} + 43200000"),
        ["pickup_from"] = Moment($"{Opens("g")} + 86400000"),
        ["pickup_to"] = Moment($"{Opens("g")} + 100800000"),
    };

    Dictionary<string, string> OrderChanges() => new()
    {
        ["id"] = Id(Placed, "g"),
        ["number"] = onServer ? "lpad(((g * 7919) % 100000000)::text, 8, '0')" : "printf('%08d', (g * 7919) % 100000000)",
        ["campaign"] = Id(Opens(Campaign), Campaign),
        ["household"] = "h.id",
        ["placed_at"] = Moment(Placed),
        ["frozen_at"] = Moment($"{Placed} + 43200000"),
        ["arrived_at"] = Moment($"{Placed} + 80000000"),
        ["completed_at"] = Moment($"{Placed} + 90000000"),
        ["state"] = "'Completed'",
    };

    Dictionary<string, string> LineChanges() => new()
    {
        ["order"] = Id(Placed, "g"),
        ["sku"] = "w.id",
        ["position"] = "k - 1",
        ["allocated"] = "t.amount",
        ["handed"] = "t.amount",
    };

    Dictionary<string, string> Movement() => new()
    {
        ["id"] = Id($"{Placed} + 90000000", "g * 4 + k"),
        ["sku"] = "w.id",
        ["kind"] = "'HandOver'",
        ["amount"] = "-1",
        ["about"] = "'order'",
        ["about_id"] = Id(Placed, "g"),
        ["note"] = "''",
        ["at"] = Moment($"{Placed} + 90000000"),
        ["revision"] = "0",
    };

    Dictionary<string, string> Fact() => new()
    {
        ["id"] = Id(Placed, "g"),
        ["kind"] = "'Linli.Ordering.LinesHandedOver'",
        ["json"] = $"'{{\"handOver\":\"{Guid.Empty}\",\"order\":\"{Guid.Empty}\",\"number\":\"00000000\",\"campaign\":\"{Guid.Empty}\",\"leader\":\"{Guid.Empty}\","
            + $"\"commissionBasisPoints\":800,\"lines\":[{{\"sku\":\"{Guid.Empty}\",\"name\":\"商品000\",\"amount\":1,\"value\":199}}]}}'",
        ["at"] = Moment($"{Placed} + 90000000"),
        ["seq"] = "g",
        ["thing"] = onServer ? $"({Id(Placed, "g")})::text" : Id(Placed, "g"),
        ["taken_until"] = Moment($"{Placed} + 90060000"),
        ["told_at"] = Moment($"{Placed} + 90001000"),
        ["tries"] = "1",
        ["trouble"] = "null",
    };

    /// <param name="source">Whose row t gives every column that is not changed.</param>
    async Task Copy(string table, string source, string series, string which, Dictionary<string, string> changes)
    {
        var columns = await Columns(table);
        await Do($"insert into {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) "
            + $"select {string.Join(", ", columns.Select(c => changes.GetValueOrDefault(c, $"t.\"{c}\"")))} from {series} cross join {source} t where {which}");
    }

    // Campaigns open through the year; the orders of each come within half a day.
    string Campaign => $"(g / {PerCampaign})";
    static string Opens(string campaign) => string.Create(CultureInfo.InvariantCulture, $"({begin} + {campaign} * {365L * 86_400_000 / Campaigns})");
    string Placed => $"({Opens(Campaign)} + (g % {PerCampaign}) * 43200000 / {PerCampaign})";

    string Series(long from, long to) => onServer
        ? $"generate_series({from}::bigint, {to}::bigint) s(g)"
        : $"(with recursive s(g) as (select {from} union all select g + 1 from s where g < {to}) select g from s) s";

    /// <summary>A UUIDv7 of a moment and a number.</summary>
    string Id(string milliseconds, string number) => onServer
        ? $"(lpad(to_hex(({milliseconds})::bigint), 12, '0') || '7' || lpad(to_hex(({number}) & 4095), 3, '0') || '8' || lpad(to_hex(({number})::bigint), 15, '0'))::uuid"
        : $"printf('%08X-%04X-7%03X-8000-%012X', ({milliseconds}) >> 16, ({milliseconds}) & 65535, ({number}) & 4095, {number})";

    string Moment(string milliseconds) => onServer ? $"to_timestamp(({milliseconds}) / 1000.0)" : $"({milliseconds})";

    async Task<List<string>> Columns(string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = onServer
            ? $"select column_name from information_schema.columns where table_schema = 'public' and table_name = '{table}'"
            : $"select name from pragma_table_info('{table}')";
        await using var rows = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await rows.ReadAsync()) columns.Add(rows.GetString(0));
        return columns;
    }

    async Task Do(string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
