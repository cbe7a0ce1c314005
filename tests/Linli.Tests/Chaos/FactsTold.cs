using Linli.Tests.Simulation;
using Npgsql;

namespace Linli.Tests.Chaos;

/// <summary>What the tables of facts say, read past the hosts.</summary>
sealed class FactsTold(TestDatabase database, Tally tally)
{
    /// <summary>With synchronous_commit off a crash may lose what was acknowledged, and nobody is to blame.</summary>
    public async Task<bool> ServerKeepsWhatItAcknowledges() => await Text("show synchronous_commit") != "off";

    /// <summary>Whatever was killed: every fact was heard by everybody it concerns, and by nobody twice.</summary>
    public async Task EachOnce()
    {
        tally.Same("0", await Text("select count(*)::text from platform_facts where told_at is null and at < now() - interval '2 minutes'"), "facts that nobody was told");
        tally.Same("", await Text("""
            select coalesce(string_agg(kind, ', '), '') from (
                select kind from (
                    select f.kind, f.id, count(h.by) as hearers from platform_facts f
                    left join platform_heard h on h.tenant = f.tenant and h.fact = f.id where f.told_at is not null group by f.kind, f.id) told
                group by kind having min(hearers) <> max(hearers) or min(hearers) = 0) uneven
            """), "facts that were not heard by all their listeners");
        tally.Same("", await Text("""
            select coalesce(string_agg(kind || ' ' || thing, ', '), '') from (
                select kind, thing from platform_facts where kind like '%CampaignCutOff' or kind like '%OrdersFrozen'
                group by kind, thing having count(*) > 1) twice
            """), "campaigns that were cut off or frozen twice");
        tally.Count("facts told", int.Parse(await Text("select count(*)::text from platform_facts where told_at is not null"), System.Globalization.CultureInfo.InvariantCulture));
    }

    async Task<string> Text(string sql)
    {
        await using var connection = new NpgsqlConnection(database.Settings["Linli:Postgres"]);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
