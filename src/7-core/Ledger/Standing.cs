namespace Linli.Ledger;

/// <summary>How an account stands.</summary>
/// <param name="Title">For people, in their language.</param>
/// <param name="Balance">In its own direction: what an asset holds, what a liability owes.</param>
/// <param name="Held">Reserved out of it (冻结).</param>
/// <param name="Coming">Reserved for it.</param>
public sealed record Standing(string Account, string Title, Money Balance, Money Held, Money Coming)
{
    /// <summary>What can be taken out of it.</summary>
    public Money Free => Balance - Held;
}

/// <summary>One booked transfer as an account saw it.</summary>
/// <param name="Origin">The pending transfer it settles, or itself: the number its caller gave it.</param>
/// <param name="Amount">In fen by which a debit makes it more, whatever kind the account is.</param>
/// <param name="Other">The account on the other side.</param>
public sealed record Flowed(TransferId Id, TransferId Origin, DateTimeOffset At, DateOnly Day, string Code, Money Amount, string Text, string About, Guid AboutId,
    string Other, Guid? Line = null)
{
    internal static Flowed Of(Transfer t, string account) => new(
        t.Id, t.Resolves ?? t.Id, t.At, t.Day, t.Code, new(t.Debit == account ? t.Fen : -t.Fen), t.Text, t.About, t.AboutId,
        t.Debit == account ? t.Credit : t.Debit, t.Line);
}

/// <summary>What an account held, and what moved on it since, by code, in its own direction: below zero when it went.</summary>
public sealed record Turnover(string Account, Money Opening, IReadOnlyDictionary<string, Money> Moved)
{
    public Money Closing => Opening + Moved.Values.Sum(m => m);
}

/// <summary>对账单 — opening and what came less what went is closing.</summary>
public sealed record AccountStatement(
    string Account, string Title, DateOnly From, DateOnly To, Money Opening, Money In, Money Out, Money Closing,
    IReadOnlyList<StatementEntry> Entries, string? Next);

/// <param name="What">The code in words.</param>
/// <param name="Amount">Below zero when it went.</param>
/// <param name="Balance">After it.</param>
/// <param name="Other">The account on the other side, in words.</param>
/// <param name="Line">The sku of the order line, where there is one.</param>
public sealed record StatementEntry(
    TransferId Id, DateTimeOffset At, string Code, string What, string Text, Money Amount, Money Balance, string Other,
    string About, Guid AboutId, Guid? Line);

/// <param name="Sum">Below zero for what went out of it.</param>
public sealed record BalanceRow(string Code, string What, int Count, Money Sum);

public sealed record ReserveShown(
    TransferId Id, DateTimeOffset At, DateTimeOffset? Expires, string What, string Text, Money Amount);

/// <summary>Why a balance is what it is.</summary>
/// <param name="Rows">The largest first; their sum is the balance.</param>
/// <param name="Reserves">The oldest of what is reserved out of it and waits.</param>
public sealed record BalanceStory(
    string Account, string Title, DateTimeOffset? Moment, string Sentence, Money Balance, Money Held,
    IReadOnlyList<BalanceRow> Rows, IReadOnlyList<ReserveShown> Reserves)
{
    internal string InChinese()
    {
        var when = Moment is { } moment ? $"到{BusinessDay.Say(moment)}为止，" : "";
        if (Rows.Count == 0 && Held == Money.Zero) return $"{when}“{Title}”没有往来，余额是 {Words.Say(Balance)}。";
        var parts = string.Join("，", Rows.Select(r => $"{r.What} {r.Count} 笔 {Words.Say(r.Sum)}"));
        var held = Held == Money.Zero ? "" : $"其中 {Words.Say(Held)} 已冻结，可以动用的是 {Words.Say(Balance - Held)}。";
        return $"{when}“{Title}”的余额是 {Words.Say(Balance)}" + (parts.Length == 0 ? "。" : $"：{parts}。") + held;
    }

    internal string InEnglish()
    {
        var when = Moment is { } moment ? $"Until {BusinessDay.Say(moment)}: " : "";
        if (Rows.Count == 0 && Held == Money.Zero) return $"{when}{Title}: no transfers, the balance is {Words.Say(Balance)}.";
        var parts = string.Join("; ", Rows.Select(r => $"{r.Count} {r.What} {Words.Say(r.Sum)}"));
        var held = Held == Money.Zero ? "" : $" Of it {Words.Say(Held)} is reserved, {Words.Say(Balance - Held)} is free.";
        return $"{when}{Title}: the balance is {Words.Say(Balance)}" + (parts.Length == 0 ? "." : $", made of {parts}.") + held;
    }
}
