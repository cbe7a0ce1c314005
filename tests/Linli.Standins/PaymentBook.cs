using System.Text;
using System.Text.Json;

namespace Linli.Standins;

/// <summary>
/// All payments and refunds. With a folder every change is a line at the end of a journal, so that a killed provider
/// wakes up with all it promised.
/// </summary>
sealed class PaymentBook : IDisposable
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    readonly Dictionary<string, Payment> payments = [];
    readonly Dictionary<string, Payment> byTradeNo = [];
    readonly Dictionary<string, Refund> refunds = [];
    readonly Lock gate = new();
    readonly FileStream? journal;

    sealed record Line(Payment? Payment, Refund? Refund);

    public PaymentBook(string? folder)
    {
        if (folder is null) return;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "testpay.jsonl");
        var whole = File.Exists(path) ? Replay(File.ReadAllBytes(path)) : 0;
        journal = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        journal.SetLength(whole);
        journal.Seek(0, SeekOrigin.End);
    }

    /// <summary>Runs alone; what it saves is kept before anybody sees it.</summary>
    public T Alone<T>(Func<PaymentBook, T> act)
    {
        lock (gate) return act(this);
    }

    public Payment? Payment(string merchant, string outTradeNo) => payments.GetValueOrDefault(merchant + "/" + outTradeNo);
    public Payment? PaymentByTradeNo(string tradeNo) => byTradeNo.GetValueOrDefault(tradeNo);
    public Refund? Refund(string merchant, string outRefundNo) => refunds.GetValueOrDefault(merchant + "/" + outRefundNo);
    public IEnumerable<Payment> Payments => payments.Values;
    public IEnumerable<Refund> Refunds => refunds.Values;

    public Payment Save(Payment payment)
    {
        Append(new Line(payment, null));
        return byTradeNo[payment.TradeNo] = payments[payment.Key] = payment;
    }

    public Refund Save(Refund refund)
    {
        Append(new Line(null, refund));
        return refunds[refund.Key] = refund;
    }

    public void Dispose() => journal?.Dispose();

    void Append(Line line)
    {
        if (journal is null) return;
        journal.Write(JsonSerializer.SerializeToUtf8Bytes(line, Json));
        journal.WriteByte((byte)'\n');
        journal.Flush();
    }

    /// <summary>Returns the length of the whole lines; half a line was never promised to anybody.</summary>
    int Replay(byte[] bytes)
    {
        var start = 0;
        for (var end = Array.IndexOf(bytes, (byte)'\n'); end >= 0; end = Array.IndexOf(bytes, (byte)'\n', start))
        {
            var text = Encoding.UTF8.GetString(bytes, start, end - start);
            var line = JsonSerializer.Deserialize<Line>(text, Json)!;
            if (line.Payment is { } p) byTradeNo[p.TradeNo] = payments[p.Key] = p;
            if (line.Refund is { } r) refunds[r.Key] = r;
            start = end + 1;
        }
        return start;
    }
}
