using Linli.Ledger;
using Linli.Members;

namespace Linli.Commissions;

/// <summary>申请提现: PUT /api/commissions/withdrawals/{withdrawal} — the money is frozen at once, so it cannot be asked for twice.</summary>
static class Withdraw
{
    public sealed record Body(Purse Purse, Money Amount);

    public static Body Example { get; } = new(Purse.Leader, new(100_00));

    public static async Task<Ok<WithdrawalShown>> Handle(
        WithdrawalId withdrawal, Body body, LinliDb db, Caller caller, Wallet wallet, Book book, Showing showing, TimeProvider clock,
        CancellationToken ct)
    {
        await db.Begin(ct);
        var (me, now) = (new MemberId(caller.Person), clock.GetUtcNow());
        if (await db.Set<Withdrawal>().FirstOrDefaultAsync(w => w.Id == withdrawal, ct) is { } earlier)
            return (earlier.Payee, earlier.Purse, earlier.Amount) == (me, body.Purse, body.Amount)
                ? TypedResults.Ok(await showing.Of(earlier, ct))
                : throw No.WithdrawalIdTaken();

        // Whoever asks at the same moment loses on this row, and finds the money frozen.
        var payee = await db.Set<Payee>().FirstOrDefaultAsync(p => p.Id == me, ct) ?? throw No.PayeeMissing();
        db.Entry(payee).Property(p => p.Mark).IsModified = true;
        var terms = await Terms.Of(db, ct);
        if (body.Amount < terms.LeastWithdrawal) throw No.TooLittle(terms.LeastWithdrawal);
        var (sums, today) = (await wallet.Of(body.Purse, me, ct), BusinessDay.Of(now));
        if (body.Amount > sums.Available) throw No.NotEnough(sums.Available);
        if (await wallet.AskedOn(today, me, ct) + body.Amount > terms.MostPerDay) throw No.TooMuchToday(terms.MostPerDay);

        var made = new Withdrawal { Id = withdrawal, Payee = me, Purse = body.Purse, Amount = body.Amount, At = now, Day = today };
        db.Add(made);
        await book.Post([made.Freeze()], ct);
        db.Raise(new WithdrawalWaits(withdrawal), withdrawal.Value, at: now + Withdrawal.Answerable);
        var shown = await showing.Of(made, ct);
        await db.Commit(ct);
        return TypedResults.Ok(shown);
    }
}

/// <summary>Look whether this withdrawal has been answered, or confirmed.</summary>
sealed record WithdrawalWaits(WithdrawalId Withdrawal);
