using Linli.Ledger;
using Linli.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Ledger;

/// <summary>Books through the door, as a room above would: in a transaction, again from the start after a lost race.</summary>
static class Bookkeeping
{
    public static async Task<T> Do<T>(this Town town, Func<Book, Task<T>> work)
    {
        for (var tries = 1; ; tries++)
        {
            await using var scope = town.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(town.Tenant);
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

    public static Task Do(this Town town, Func<Book, Task> work) => town.Do(async book =>
    {
        await work(book);
        return 0;
    });

    public static Task Post(this Town town, params Posting[] postings) => town.Do(book => book.Post(postings, default));

    public static Task<Money> Balance(this Town town, string account) => town.Do(book => book.Balance(account, default));

    /// <summary>The code with which the door said no.</summary>
    public static async Task<string> Refused(Func<Task> what) => (await Assert.ThrowsAsync<Refusal>(what)).Code;

    public static Posting Paid(long fen, string provider = "testpay", string text = "订单 1001 付款") =>
        Move($"provider:{provider}", "prepaid", fen, "paid", text: text);

    public static Posting HandedOver(long fen, Guid? order = null) =>
        Move("prepaid", "sales", fen, "handed-over", order, "订单 1001 交货");

    public static Posting Move(
        string debit, string credit, long fen, string code, Guid? about = null, string text = "订单 1001", bool pending = false) =>
        new(Id.New<TransferId>(), debit, credit, new(fen), code, "order", about ?? Guid.CreateVersion7(), null, text, pending);
}
