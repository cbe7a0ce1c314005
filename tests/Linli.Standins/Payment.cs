namespace Linli.Standins;

/// <summary>A payment (支付单) a merchant asked for.</summary>
sealed record Payment
{
    public required string Merchant { get; init; }
    public required string OutTradeNo { get; init; }
    public required string TradeNo { get; init; }
    public required PaymentBody Asked { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public string State { get; init; } = "open";
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>The merchant knows, or the provider has given up telling.</summary>
    public bool Told { get; init; }

    public string Key => Merchant + "/" + OutTradeNo;
    public long PaidAmount => PaidAt is null ? 0 : Asked.Amount;

    public Payment At(DateTimeOffset now) => State == "open" && now >= Asked.ExpiresAt ? this with { State = "closed" } : this;
}

/// <summary>A refund (退款单) of a part or the whole of a payment.</summary>
sealed record Refund
{
    public required string Merchant { get; init; }
    public required string OutRefundNo { get; init; }
    public required string RefundNo { get; init; }
    public required string TradeNo { get; init; }
    public required RefundBody Asked { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
    public bool Told { get; init; }

    public string Key => Merchant + "/" + OutRefundNo;
    public string State => DoneAt is null ? "processing" : "done";
}

sealed record PaymentBody
{
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required string Description { get; init; }
    public required string NotifyUrl { get; init; }
    public string? ReturnUrl { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    public void Check()
    {
        if (Amount is < 1 or > 100_000_000) throw Problem.Malformed("amount must be 1 to 100000000 fen");
        if (Currency != "CNY") throw Problem.Malformed("currency must be CNY");
        if (Description is not { Length: >= 1 and <= 127 }) throw Problem.Malformed("description must have 1 to 127 letters");
        Links.Check(NotifyUrl, "notifyUrl");
        if (ReturnUrl is not null) Links.Check(ReturnUrl, "returnUrl");
    }
}

sealed record RefundBody
{
    public required string OutTradeNo { get; init; }
    public required long Amount { get; init; }
    public required long Total { get; init; }
    public required string Reason { get; init; }
    public required string NotifyUrl { get; init; }

    public void Check()
    {
        if (Amount < 1 || Total < Amount) throw Problem.Malformed("amount must be at least 1 fen and at most total");
        if (Reason is not { Length: <= 80 }) throw Problem.Malformed("reason may have up to 80 letters");
        Links.Check(NotifyUrl, "notifyUrl");
    }
}

static class Links
{
    public static void Check(string link, string field)
    {
        if (link.Length > 512 || !Uri.TryCreate(link, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw Problem.Malformed($"{field} must be an http or https address of at most 512 letters");
        }
    }
}
