using Linli.Ledger;

namespace Linli.Commissions;

/// <summary>Nobody answered a request: the money goes back. Nobody said that a payment did not come: it came.</summary>
static class WhenWithdrawalWaits
{
    public static async Task End(WithdrawalWaits fact, LinliDb db, Book book, TimeProvider clock, CancellationToken ct)
    {
        await db.Begin(ct);
        var found = await db.Set<Withdrawal>().FirstOrDefaultAsync(w => w.Id == fact.Withdrawal, ct) ?? throw No.WithdrawalUnknown();
        var now = clock.GetUtcNow();
        if (found.State == WithdrawalState.Requested && now >= found.At + Withdrawal.Answerable)
        {
            found.End(WithdrawalState.Expired, "店里没有处理，钱已退回钱包", now);
            await book.Void(new(found.Id.Value), ct);
        }
        else if (found is { State: WithdrawalState.Sent, Provider: null } && now >= found.SentAt + Withdrawal.Confirmable) await Paying.Finish(found, book, now, ct);
    }
}

/// <summary>The end of a withdrawal that reached its payee.</summary>
static class Paying
{
    public static async Task Finish(Withdrawal withdrawal, Book book, DateTimeOffset now, CancellationToken ct)
    {
        var postings = withdrawal.Pay(now);
        await book.Settle(new(withdrawal.Id.Value), ct);
        await book.Post(postings, ct);
    }
}
