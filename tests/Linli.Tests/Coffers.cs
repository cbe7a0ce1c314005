namespace Linli.Tests;

/// <summary>What every story must leave behind in the ledger.</summary>
static class Coffers
{
    public static async Task Balances(Town town)
    {
        var trial = (await town.Owner.Get("/ledger/trial-balance")).Ok();
        Assert.Equal(trial.Long("debits"), trial.Long("credits"));
        Assert.Equal(0, trial.Long("difference"));
    }

    public static async Task<long> Of(Town town, string account) =>
        (await town.Owner.Get("/ledger/accounts?take=200")).Ok().Items
            .Where(a => a.GetProperty("name").GetString() == account).Select(a => a.GetProperty("balance").GetInt64()).FirstOrDefault();

    public static async Task IsZero(Town town, string account)
    {
        await Balances(town);
        Assert.Equal(0, await Of(town, account));
    }
}
