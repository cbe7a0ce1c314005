using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.House;

/// <summary>That the house fits a PostgreSQL whose tables are spread by tenant over many servers (docs/operations.md, Citus).</summary>
public partial class SpreadTests
{
    /// <summary>Small tables that every server has whole, and those the spread knows nothing of.</summary>
    static readonly string[] whole = ["platform_keys", "platform_shops", "__EFMigrationsHistory"];

    [Fact]
    public async Task In_the_catalog_every_key_and_foreign_key_of_a_spread_table_holds_the_tenant()
    {
        Assert.SkipUnless(TestDatabase.Server is not null, "SQLite is not spread");
        await using var town = await Town.Open();
        // Months are parts of their tables and are spread with them.
        var wrong = await Ask(town,
            """
            select t.relname || ': ' || coalesce(c.conname, i.indexrelid::regclass::text) as "Value"
            from pg_class t
            join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
            left join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant'
            left join pg_index i on i.indrelid = t.oid and (i.indisunique or i.indisprimary)
            left join pg_constraint c on c.conrelid = t.oid and c.contype = 'f' and c.conparentid = 0
            left join pg_attribute far on far.attrelid = c.confrelid and far.attname = 'tenant'
            where t.relkind in ('r', 'p') and not t.relispartition and t.relname <> all ({0})
              and (a.attnum is null or (i.indexrelid is not null and not a.attnum = any (i.indkey::smallint[]))
                or (c.oid is not null and not (a.attnum = any (c.conkey) and far.attnum = any (c.confkey))))
            """);
        Assert.Empty(wrong);
        // Wholes are spread before their parts; were a part the whole of another, the order of the statements would not do.
        Assert.Empty(await Ask(town,
            """
            select p.conname::text as "Value" from pg_constraint p join pg_constraint w on w.conrelid = p.confrelid and w.contype = 'f' and w.conparentid = 0
            where p.contype = 'f' and p.conparentid = 0 and p.conrelid::regclass::text <> all ({0})
            """));
        var spread = await Ask(town, """select relname::text as "Value" from pg_class where relkind = 'p' and relname <> all ({0})""");
        Assert.Equal(["inventory_movements", "ordering_lines", "ordering_orders", "platform_facts", "platform_heard"], spread.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_statement_of_the_hot_path_names_the_tenant()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town, eggs: 10, perHousehold: 5);
        var (first, second) = (await town.Resident(), await town.Resident());
        var listening = new Statements(town.Database);
        using (DiagnosticListener.AllListeners.Subscribe(listening))
        using (listening.ToNpgsql())
        {
            var order = (await sale.Order(first, eggs: 2, tomatoes: 500)).Ok()["id"].GetGuid();
            (await first.Put($"{sale.Path}/orders/{order}/amendment/{Guid.CreateVersion7()}", new { lines = sale.Lines(eggs: 3) })).Ok();
            await sale.PaidOrder(second, eggs: 1);
            var gone = (await sale.Order(second, milk: 1)).Ok()["id"].GetGuid();
            (await second.Put($"/orders/{gone}/cancellation", new { })).Ok();
            await sale.CutOff();
            await sale.ArriveAll();
            (await Depot.Redeem(town.Clerk, await Depot.Bag(first), cash: 3000)).Ok();
            (await first.Get("/me/orders")).Ok();
        }

        var owned = await Owned(town);
        var heard = listening.Heard.Keys.ToList();
        Assert.Contains(heard, s => s.Contains("ordering_orders", StringComparison.Ordinal));
        Assert.Contains(heard, s => s.Contains("campaigns_items", StringComparison.Ordinal));
        Assert.Empty(heard.SelectMany(s => Nameless(s, owned)).Distinct());
    }

    [Fact]
    public void A_statement_that_forgets_the_tenant_is_found()
    {
        string[] owned = ["ordering_orders", "ordering_lines"];
        Assert.Single(Nameless("SELECT o.id FROM ordering_orders AS o WHERE o.id = @id", owned));
        Assert.Single(Nameless("SELECT 1 FROM ordering_orders AS o JOIN ordering_lines AS l ON o.id = l.\"order\" WHERE o.tenant = @t", owned));
        Assert.Single(Nameless("UPDATE ordering_orders SET paid = 1 WHERE id = @p", owned));
        Assert.Single(Nameless("INSERT INTO ordering_lines (id) VALUES (1)", owned));
        Assert.Empty(Nameless("SELECT 1 FROM ordering_orders AS o JOIN ordering_lines AS l ON o.tenant = l.tenant WHERE o.tenant = @t", owned));
        Assert.Empty(Nameless("UPDATE ordering_orders SET paid = 1 WHERE tenant = @p AND id = @q", owned));
        Assert.Empty(Nameless("INSERT INTO ordering_lines (tenant, id) VALUES (1, 2)", owned));
    }

    /// <summary>Which tables of an operator a statement touches without saying whose rows it wants.</summary>
    static IEnumerable<string> Nameless(string statement, IReadOnlyCollection<string> owned)
    {
        var plain = statement.Replace("\"", "", StringComparison.Ordinal);
        // The teller takes what is due of all shops: the one stated exception.
        if (plain.Contains("platform_facts", StringComparison.Ordinal) && plain.Contains("told_at", StringComparison.OrdinalIgnoreCase)) yield break;
        foreach (Match named in Named().Matches(plain))
        {
            var (table, alias) = (named.Groups["table"].Value, named.Groups["alias"].Value);
            if (!owned.Contains(table)) continue;
            var names = named.Groups["verb"].Value.Equals("into", StringComparison.OrdinalIgnoreCase)
                ? Regex.IsMatch(plain, $@"into {table}[^()]*\([^)]*\btenant\b", RegexOptions.IgnoreCase)
                : Regex.IsMatch(plain, $@"(?<![\w.]){(alias.Length > 0 ? $@"(?:{alias}\.)" : $@"(?:{table}\.)?")}tenant\s*=|=\s*{(alias.Length > 0 ? alias : table)}\.tenant\b");
            if (!names) yield return $"{table}: {statement}";
        }
    }

    [GeneratedRegex(@"\b(?<verb>from|join|update|into)\s+(?<table>[a-z_]+)(?:\s+as)?(?:\s+(?!(?:as|set|where|on|join|inner|left|cross|order|group|limit|returning|values|select|for)\b)(?<alias>[a-z_]\w*))?", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    static async Task<string[]> Owned(Town town)
    {
        string[] owned = [];
        await town.Within(services =>
        {
            owned = [.. services.GetRequiredService<LinliDb>().Model.GetEntityTypes().Select(t => t.GetTableName()!).Except(whole)];
            return Task.CompletedTask;
        });
        return owned;
    }

    static async Task<string[]> Ask(Town town, string sql)
    {
        string[] answer = [];
        await town.Within(async services => answer = await services.GetRequiredService<LinliDb>().Database.SqlQueryRaw<string>(sql, (object)whole).ToArrayAsync());
        return answer;
    }

    /// <summary>Hears every statement to one database: those of Entity Framework on both kinds, and on PostgreSQL those that go past it.</summary>
    sealed class Statements(TestDatabase database) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public ConcurrentDictionary<string, bool> Heard { get; } = new();

        public ActivityListener ToNpgsql()
        {
            var listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = done =>
                {
                    if ((string?)(done.GetTagItem("db.namespace") ?? done.GetTagItem("db.name")) != database.Name) return;
                    if ((done.GetTagItem("db.query.text") ?? done.GetTagItem("db.statement")) is string text) Heard.TryAdd(text, true);
                },
            };
            ActivitySource.AddActivityListener(listener);
            return listener;
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name) value.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is Microsoft.EntityFrameworkCore.Diagnostics.CommandEventData { Command: { Connection: { } connection } command }
                && connection.ConnectionString.Contains(database.Name ?? database.Folder, StringComparison.Ordinal)) Heard.TryAdd(command.CommandText, true);
        }

        public void OnCompleted() { }
        public void OnError(Exception error) { }
    }
}
