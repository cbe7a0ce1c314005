using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Linli.Standins;

/// <summary>A payment provider with a protocol like WeChat Pay's, for demonstrations and tests.</summary>
sealed class Testpay : IAsyncDisposable
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    readonly PaymentBook book;
    readonly Messenger messenger;
    readonly TimeProvider clock;
    readonly StandinOptions options;
    readonly Diary diary;
    readonly CancellationTokenSource closing = new();
    string address = "";

    public Testpay(
        StandinOptions options, TimeProvider clock, Signing signing, Misbehaving misbehaving, Diary diary)
    {
        (this.options, this.clock, this.diary) = (options, clock, diary);
        book = new PaymentBook(options.Data);
        messenger = new Messenger(signing, misbehaving, diary, options.Pauses, closing.Token);
    }

    /// <summary>Takes up what was left undone when the provider last stopped.</summary>
    public void Open(string at)
    {
        address = at;
        book.Alone(b =>
        {
            foreach (var paid in b.Payments.Where(p => p is { State: "paid", Told: false }).ToList()) Tell(paid);
            foreach (var refund in b.Refunds.Where(r => !r.Told).ToList()) Finish(refund);
            return true;
        });
    }

    public void Endpoints(IEndpointRouteBuilder app)
    {
        app.MapPut("/v1/payments/{outTradeNo}", Ask);
        app.MapGet("/v1/payments/{outTradeNo}", (string outTradeNo, HttpRequest request) =>
            Results.Json(Shown(Find(request, outTradeNo))));
        app.MapPost("/v1/payments/{outTradeNo}/close", Close);
        app.MapPut("/v1/refunds/{outRefundNo}", GiveBack);
        app.MapGet("/v1/refunds/{outRefundNo}", (string outRefundNo, HttpRequest request) => Results.Json(Shown(
            book.Alone(b => b.Refund(Merchant(request), outRefundNo)) ?? throw NotFound(outRefundNo))));
        app.MapGet("/v1/bills/{day}", Bill);
        app.MapGet("/pay/{tradeNo}", ShowCashier);
        app.MapPost("/pay/{tradeNo}", PayAtCashier);
    }

    async Task<IResult> Ask(string outTradeNo, HttpRequest request)
    {
        CheckNumber(outTradeNo);
        var body = await Read<PaymentBody>(request);
        body.Check();
        var payment = book.Alone(b =>
        {
            if (b.Payment(Merchant(request), outTradeNo)?.At(clock.GetUtcNow()) is { } known)
                return known.Asked == body ? known : throw new Problem(409, "CONFLICT", "the number names another payment");
            return b.Save(new Payment
            {
                Merchant = Merchant(request),
                OutTradeNo = outTradeNo,
                TradeNo = NewNumber("42"),
                Asked = body,
                MadeAt = clock.GetUtcNow(),
            });
        });
        diary.Write("asked", outTradeNo, $"{body.Amount} fen, {payment.State}");
        return Results.Json(new
        {
            payment.TradeNo,
            payment.State,
            body.Amount,
            payUrl = $"{address}/pay/{payment.TradeNo}",
        });
    }

    IResult Close(string outTradeNo, HttpRequest request) => Results.Json(Shown(book.Alone(b =>
    {
        var payment = Find(request, outTradeNo);
        if (payment.State == "paid") throw new Problem(409, "ALREADY_PAID", "the payment was paid");
        diary.Write("closed", outTradeNo);
        return b.Save(payment with { State = "closed" });
    })));

    async Task<IResult> GiveBack(string outRefundNo, HttpRequest request)
    {
        CheckNumber(outRefundNo);
        var body = await Read<RefundBody>(request);
        body.Check();
        var merchant = Merchant(request);
        var refund = book.Alone(b =>
        {
            if (b.Refund(merchant, outRefundNo) is { } known)
                return known.Asked == body ? known : throw new Problem(409, "CONFLICT", "the number names another refund");

            var payment = b.Payment(merchant, body.OutTradeNo) ?? throw NotFound(body.OutTradeNo);
            if (payment.State != "paid") throw new Problem(409, "NOT_PAID", "only a paid payment can be refunded");
            if (body.Total != payment.PaidAmount) throw new Problem(422, "TOTAL_DIFFERS", "total is not what was paid");
            var before = b.Refunds.Where(r => r.TradeNo == payment.TradeNo).Sum(r => r.Asked.Amount);
            if (before + body.Amount > payment.PaidAmount)
                throw new Problem(422, "REFUND_EXCEEDS", $"{payment.PaidAmount - before} fen are left to refund");

            var made = b.Save(new Refund
            {
                Merchant = merchant,
                OutRefundNo = outRefundNo,
                RefundNo = NewNumber("50"),
                TradeNo = payment.TradeNo,
                Asked = body,
                MadeAt = clock.GetUtcNow(),
                DoneAt = options.RefundTakes == TimeSpan.Zero ? clock.GetUtcNow() : null,
            });
            Finish(made);
            return made;
        });
        diary.Write("refund", outRefundNo, $"{body.Amount} fen of {body.OutTradeNo}, {refund.State}");
        return Results.Json(Shown(refund));
    }

    /// <summary>The day's list, against which a shop checks its own books. Days are the shop's.</summary>
    IResult Bill(string day, HttpRequest request)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", out var wanted)) throw Problem.Malformed("a day is written 2026-05-01");
        var merchant = Merchant(request);
        var lines = book.Alone(b =>
            b.Payments.Where(p => p.Merchant == merchant && p.PaidAt is not null)
                .Select(p => (At: p.PaidAt!.Value, p.OutTradeNo, p.TradeNo, Refund: ",", Kind: "payment", p.Asked.Amount))
                .Concat(b.Refunds.Where(r => r.Merchant == merchant && r.DoneAt is not null)
                    .Select(r => (At: r.DoneAt!.Value, r.Asked.OutTradeNo, r.TradeNo,
                        Refund: $"{r.OutRefundNo},{r.RefundNo}", Kind: "refund", r.Asked.Amount)))
                .Where(l => ShiftedClock.DayOf(l.At) == wanted)
                .OrderBy(l => l.At).ToList());
        var csv = new StringBuilder("at,kind,outTradeNo,tradeNo,outRefundNo,refundNo,amount\r\n");
        foreach (var l in lines)
            csv.Append(CultureInfo.InvariantCulture,
                $"{l.At:yyyy-MM-ddTHH:mm:ssZ},{l.Kind},{l.OutTradeNo},{l.TradeNo},{l.Refund},{l.Amount}\r\n");
        return Results.Text(csv.ToString(), "text/csv; charset=utf-8");
    }

    IResult ShowCashier(string tradeNo) =>
        book.Alone(b => b.PaymentByTradeNo(tradeNo))?.At(clock.GetUtcNow()) is { } payment
            ? CashierPage.For(payment)
            : CashierPage.Unknown();

    IResult PayAtCashier(string tradeNo)
    {
        if (book.Alone(b => b.PaymentByTradeNo(tradeNo)) is not { } payment) return CashierPage.Unknown();
        var paid = Pay(payment.Merchant, payment.OutTradeNo);
        return paid.State == "paid" && paid.Asked.ReturnUrl is { } back
            ? Results.Redirect(back)
            : Results.Redirect($"/pay/{tradeNo}");
    }

    /// <summary>The payer pays. Paying what is paid or closed changes nothing.</summary>
    public Payment Pay(string? merchant, string outTradeNo) => book.Alone(b =>
    {
        var found = b.Payments.FirstOrDefault(
            p => p.OutTradeNo == outTradeNo && (merchant is null || p.Merchant == merchant)) ?? throw NotFound(outTradeNo);
        var payment = found.At(clock.GetUtcNow());
        if (payment.State != "open") return payment;

        var paid = b.Save(payment with { State = "paid", PaidAt = clock.GetUtcNow() });
        diary.Write("paid", outTradeNo, $"{paid.PaidAmount} fen");
        Tell(paid);
        return paid;
    });

    public object Shown(Payment payment) => new
    {
        payment.OutTradeNo,
        payment.TradeNo,
        payment.At(clock.GetUtcNow()).State,
        payment.Asked.Amount,
        payment.PaidAmount,
        payment.PaidAt,
    };

    static object Shown(Refund refund) => new
    {
        refund.OutRefundNo,
        refund.RefundNo,
        refund.Asked.OutTradeNo,
        refund.Asked.Amount,
        refund.State,
        refund.DoneAt,
    };

    void Tell(Payment paid) => messenger.Send(
        new Event($"ev-{paid.TradeNo}", "payment.paid", paid.OutTradeNo, paid.TradeNo, paid.PaidAmount, null, null,
            paid.PaidAt!.Value),
        paid.Merchant, paid.Asked.NotifyUrl,
        () => book.Alone(b => b.Save(paid with { Told = true })));

    void Finish(Refund refund) => messenger.Later(refund.DoneAt is null ? options.RefundTakes : TimeSpan.Zero, () =>
    {
        var done = book.Alone(b => b.Save(refund with { DoneAt = refund.DoneAt ?? clock.GetUtcNow() }));
        messenger.Send(
            new Event($"ev-{done.RefundNo}", "refund.done", done.Asked.OutTradeNo, done.TradeNo, done.Asked.Amount,
                done.OutRefundNo, done.RefundNo, done.DoneAt!.Value),
            done.Merchant, done.Asked.NotifyUrl,
            () => book.Alone(b => b.Save(done with { Told = true })));
    });

    Payment Find(HttpRequest request, string outTradeNo) =>
        book.Alone(b => b.Payment(Merchant(request), outTradeNo))?.At(clock.GetUtcNow()) ?? throw NotFound(outTradeNo);

    static async Task<T> Read<T>(HttpRequest request) =>
        await JsonSerializer.DeserializeAsync<T>(request.Body, Json) ?? throw Problem.Malformed("a body is needed");

    static void CheckNumber(string number)
    {
        if (number.Length > 64 || !number.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw Problem.Malformed("a number has up to 64 letters, digits, - and _");
    }

    string NewNumber(string kind) =>
        kind + ShiftedClock.DayOf(clock.GetUtcNow()).ToString("yyyyMMdd", CultureInfo.InvariantCulture)
        + RandomNumberGenerator.GetString("0123456789", 16);

    static string Merchant(HttpRequest request) => request.Headers[Signing.Merchant].ToString();

    static Problem NotFound(string number) => new(404, "NOT_FOUND", $"there is no {number}");

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await messenger.DisposeAsync();
        closing.Dispose();
        book.Dispose();
    }
}
