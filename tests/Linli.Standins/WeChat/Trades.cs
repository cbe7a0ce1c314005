namespace Linli.Standins.WeChat;

/// <summary>A payment (交易).</summary>
sealed class Trade
{
    public required string MchId { get; init; }
    public required string AppId { get; init; }
    public required string OutTradeNo { get; init; }
    public required string Kind { get; init; }
    public required long Total { get; init; }
    public required string Text { get; init; }
    public required string? NotifyUrl { get; init; }
    public required string? OpenId { get; init; }
    public string Attach { get; init; } = "";
    public bool Splits { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public string State { get; set; } = "NOTPAY";
    public List<(string Id, DateTimeOffset At)> Paid { get; } = [];
    public int Puzzles { get; set; }
    public int Asked { get; set; }
    public long Back { get; set; }
    public long Shared { get; set; }

    public object Shown(long more = 0) => new
    {
        mchid = MchId,
        appid = AppId,
        out_trade_no = OutTradeNo,
        transaction_id = Paid.Count == 0 ? null : Paid[0].Id,
        trade_type = Kind.ToUpperInvariant(),
        trade_state = State,
        trade_state_desc = State,
        success_time = Paid.Count == 0 ? null : Seals.Moment(Paid[0].At),
        payer = new { openid = OpenId ?? "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
        amount = new { total = Total + more, payer_total = Total + more, currency = "CNY", payer_currency = "CNY" },
    };
}

/// <summary>A refund (退款).</summary>
sealed class Return
{
    public required string OutRefundNo { get; init; }
    public required string RefundId { get; init; }
    public required Trade Trade { get; init; }
    public required string TransactionId { get; init; }
    public required long Amount { get; init; }
    public required string? NotifyUrl { get; init; }
    public string State { get; set; } = "PROCESSING";

    /// <summary>What it becomes when it has been asked about often enough.</summary>
    public string Fate { get; set; } = "SUCCESS";
    public int Puzzles { get; set; }
    public DateTimeOffset? DoneAt { get; set; }

    public object Shown(string field) => new Dictionary<string, object?>
    {
        ["mchid"] = Trade.MchId,
        ["refund_id"] = RefundId,
        ["out_refund_no"] = OutRefundNo,
        ["transaction_id"] = TransactionId,
        ["out_trade_no"] = Trade.OutTradeNo,
        ["channel"] = "ORIGINAL",
        ["user_received_account"] = "支付用户零钱",
        [field] = State,
        ["success_time"] = DoneAt is { } at ? Seals.Moment(at) : null,
        ["amount"] = new { total = Trade.Total, refund = Amount, payer_total = Trade.Total, payer_refund = Amount, currency = "CNY" },
    };
}

/// <summary>A transfer to a person (商家转账).</summary>
sealed class Bill
{
    public required string MchId { get; init; }
    public required string AppId { get; init; }
    public required string OutBillNo { get; init; }
    public required string BillNo { get; init; }
    public required long Amount { get; init; }
    public required string OpenId { get; init; }
    public required string Remark { get; init; }
    public required string? NotifyUrl { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public bool Stuck { get; init; }
    public string State { get; set; } = "WAIT_USER_CONFIRM";
    public string? FailReason { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    public object Shown() => new
    {
        mch_id = MchId,
        appid = AppId,
        out_bill_no = OutBillNo,
        transfer_bill_no = BillNo,
        state = State,
        transfer_amount = Amount,
        transfer_remark = Remark,
        openid = OpenId,
        fail_reason = FailReason,
        create_time = Seals.Moment(MadeAt),
        update_time = Seals.Moment(UpdatedAt),
    };
}

/// <summary>A profit share (分账) and what was returned of it.</summary>
sealed class Share
{
    public required string OutOrderNo { get; init; }
    public required Trade Trade { get; init; }
    public required IReadOnlyList<(string Account, long Amount)> Parts { get; init; }
    public bool Done { get; set; }
    public Dictionary<string, (string Account, long Amount)> Returns { get; } = [];
    public Dictionary<string, int> Puzzles { get; } = [];
}
