using Linli.Ledger;
using Linli.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Ledger;

/// <summary>Two hosts on one database, shared by the tests of the ledger; each keeps the books of a shop of its own.</summary>
public sealed class TwoHosts : IAsyncLifetime
{
    Town here = null!, there = null!;

    public async ValueTask InitializeAsync()
    {
        here = await Town.Open();
        there = here.AnotherHost();
    }

    public async ValueTask DisposeAsync()
    {
        await there.DisposeAsync();
        await here.DisposeAsync();
    }

    internal Bookkeeping NewShop() => new(here, there, Id.New<TenantId>());
}

[CollectionDefinition(Name)]
public sealed class Ledgers : ICollectionFixture<TwoHosts>
{
    public const string Name = "ledger";
}

/// <summary>
/// Books through the door, as a room above would: in a transaction, again from the start after a lost race.
/// </summary>
sealed class Bookkeeping(Town here, Town there, TenantId tenant)
{
    /// <summary>The same shop, kept by the other host.</summary>
    public Bookkeeping Elsewhere => new(there, here, tenant);

    public DateOnly Today => BusinessDay.Of(here.Clock.GetUtcNow());

    public void PassUntilMidnight() => here.Clock.Pass(BusinessDay.Bounds(Today).To - here.Clock.GetUtcNow());

    public DateTimeOffset Now => here.Clock.GetUtcNow();

    public void Pass(TimeSpan time) => here.Clock.Pass(time);

    /// <summary>Lets alarms that are due be heard, also those that the other host has taken just now.</summary>
    public async Task Settle()
    {
        await here.Settle();
        await there.Settle();
        await here.Settle();
    }

    public AsyncServiceScope Scope()
    {
        var scope = here.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(tenant);
        return scope;
    }

    /// <summary>What is reserved on all accounts together.</summary>
    public async Task<(long Debits, long Credits)> Reserved()
    {
        var trial = (await Someone(Role.Owner).Get("/ledger/trial-balance")).Ok();
        Assert.Equal(0, trial["differing"].GetArrayLength());
        return (trial.Long("debitsPending"), trial.Long("creditsPending"));
    }

    public Person Someone(Role role)
    {
        var tokens = here.Services.GetRequiredService<Tokens>().Issue(tenant, Guid.CreateVersion7(), [role], "");
        return new(here.CreateClient(), tokens.Token, default, "");
    }

    public async Task<T> Do<T>(Func<Book, Task<T>> work)
    {
        for (var tries = 1; ; tries++)
        {
            await using var scope = Scope();
            try
            {
                var result = await work(scope.ServiceProvider.GetRequiredService<Book>());
                await scope.ServiceProvider.GetRequiredService<LinliDb>().Commit(default);
                return result;
            }
            catch (Exception e) when (LinliDb.IsLostRace(e) && tries < 200)
            {
                await Task.Delay(Random.Shared.Next(20));
            }
        }
    }

    public Task Do(Func<Book, Task> work) => Do(async book =>
    {
        await work(book);
        return 0;
    });

    public Task Post(params Posting[] postings) => Do(book => book.Post(postings, default));

    public Task<Money> Balance(string account) => Do(book => book.Balance(account, default));

    /// <summary>The code with which the door said no.</summary>
    public static async Task<string> Refused(Func<Task> what) => (await Assert.ThrowsAsync<Refusal>(what)).Code;

    public static Posting Paid(long fen, string provider = "testpay", string text = "订单 1001 付款") =>
        Move($"provider:{provider}", "prepaid", fen, "paid", text: text);

    public static Posting HandedOver(long fen, Guid? order = null) =>
        Move("prepaid", "sales", fen, "handed-over", order, "订单 1001 交货");

    public static Posting Move(
        string debit, string credit, long fen, string code, Guid? about = null, string text = "订单 1001",
        bool pending = false) =>
        new(Id.New<TransferId>(), debit, credit, new(fen), code, "order", about ?? Guid.CreateVersion7(), null, text, pending);
}
