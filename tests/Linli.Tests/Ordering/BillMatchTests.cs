using Linli.Campaigns;
using Linli.Ordering;
using Linli.Platform;
using Linli.Tests.Catalog;

namespace Linli.Tests.Ordering;

/// <summary>Who paid what, told from names, messages and amounts alone.</summary>
[Trait("needs", "nothing")]
public class BillMatchTests
{
    static readonly DateTimeOffset noon = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);

    static BillDue Due(int number, string nickname, long fen, string text = "") =>
        new(new Guid(number, 0, 0, new byte[8]), nickname, text, ["云谷", "金荣达"], new(fen));

    static BillPayment Paid(string payer, long fen, string message = "", int minute = 0) => new(
        minute + 1, noon.AddMinutes(minute), payer, message.Length > 0 ? $"收款方备注:二维码收款付款方留言:{message}" : "收款方备注:二维码收款", new(fen));

    static string[] Told(BillPayment[] payments, params BillDue[] dues) =>
        [.. BillMatch.Match(payments, dues).Select(m => m.Due is { } due ? $"{due.Order.ToString()[7]} {m.Confidence}".ToLowerInvariant() : "-")];

    [Theory]
    [InlineData("小白🌸", 1600, "", "1 sure")]
    [InlineData("小 白", 1600, "", "1 sure")]
    [InlineData("小白 H区", 1600, "", "1 sure")]
    [InlineData("小白-云谷3栋", 1600, "", "1 sure")]
    [InlineData("别人", 1600, "小白", "1 sure")]
    [InlineData("别人", 1600, "H区小白1份，谢谢！", "1 sure")]
    [InlineData("小白", 1800, "", "1 unsure")]
    [InlineData("小白", 3200, "", "1 unsure")]
    [InlineData("华为小白", 1600, "", "1 unsure")]
    [InlineData("华为小白", 3200, "", "-")]
    [InlineData("别人", 1600, "替小白付的", "1 unsure")]
    [InlineData("云谷", 1600, "", "-")]
    [InlineData("白", 1600, "", "-")]
    [InlineData("别人", 1600, "", "-")]
    [InlineData("", 1600, "", "-")]
    public void Names_are_forgiving_and_only_what_cannot_be_otherwise_is_sure(string payer, long fen, string message, string told) =>
        Assert.Equal([told], Told([Paid(payer, fen, message)], Due(1, "小白", 1600, "小白 H区 少饭"), Due(2, "云谷B座", 17600, "云谷B座 11份")));

    [Fact]
    public void Full_width_and_case_do_not_matter_and_one_sign_is_never_sure()
    {
        Assert.Equal(["1 sure"], Told([Paid("ＦＡＮＮＩ", 1600)], Due(1, "Fanni🌟", 1600)));
        Assert.Equal(["1 unsure", "2 unsure", "3 unsure"], Told(
            [Paid("M", 1600), Paid("。", 1800), Paid("💕妮妮崽🐣", 1600)], Due(1, "m", 1600), Due(2, "。", 1800), Due(3, "妮", 1600)));
        Assert.Equal(["-"], Told([Paid("Mia", 1600)], Due(1, "M", 1600)));
    }

    [Fact]
    public void Who_could_be_two_people_is_nobody_until_a_person_says_so()
    {
        var told = BillMatch.Match([Paid("小白", 1600)], [Due(1, "小白", 1600), Due(2, "小白🌸", 1600)]);
        Assert.Null(told[0].Due);
        Assert.Equal(2, told[0].Candidates.Count);
        // The amount, or the place, tells them apart.
        Assert.Equal(["2 sure"], Told([Paid("小白", 3200)], Due(1, "小白", 1600), Due(2, "小白🌸", 3200)));
        Assert.Equal(["2 sure"], Told([Paid("小白H区", 1600)], Due(1, "小白", 1600, "小白 E区"), Due(2, "小白🌸", 1600, "小白🌸 H区")));
        // Two people for one order: neither.
        Assert.Equal(["-", "-"], Told([Paid("华为小白", 1600), Paid("小白妈", 1600)], Due(1, "小白", 1600)));
    }

    [Fact]
    public void No_payment_counts_twice_and_no_order_is_paid_twice()
    {
        Assert.Equal(["1 unsure", "-"], Told([Paid("小白", 1600), Paid("小白", 1600, minute: 1)], Due(1, "小白", 1600)));
        Assert.Equal(["1 unsure", "1 unsure", "-"], Told(
            [Paid("小白", 1600), Paid("小白", 1600, minute: 1), Paid("小白", 1600, minute: 2)], Due(1, "小白", 3200)));
        Assert.Equal(["1 sure"], Told([Paid("小白", 1600)], Due(1, "小白", 1600), Due(2, "小白菜", 1600)));
        Assert.Equal(["-", "1 sure"], Told([Paid("果果", 1600), Paid("果果lynn", 1600)], Due(1, "果果lynn🌈", 1600)));
    }

    [Fact]
    public void For_anybody_else_the_same_amount_is_a_guess()
    {
        var told = BillMatch.Match([Paid("天天大王", 1600)], [Due(1, "小白", 1600), Due(2, "小红", 1800), Due(3, "小绿", 1600)]);
        Assert.Equal([BillHow.Amount, BillHow.Amount], told[0].Candidates.Select(c => c.How));
    }

    [Fact]
    public void Five_thousand_payments_for_two_thousand_orders_take_seconds()
    {
        var random = new Random(7);
        string Name() => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => (char)random.Next(0x4e00, 0x5200)));
        BillDue[] dues = [.. Enumerable.Range(1, 2000).Select(i => Due(i, Name(), random.Next(1, 40) * 100))];
        BillPayment[] payments = [.. Enumerable.Range(0, 5000).Select(i => Paid(i < 2000 ? dues[i].Nickname : Name(), dues[i % 2000].Amount.Fen, minute: i))];
        var told = BillMatch.Match(payments, dues);
        Assert.True(told.Count(m => m.Due is not null) > 1900);
        Assert.All(told.Where(m => m.Due is not null).GroupBy(m => m.Due!.Order), d => Assert.True(d.Sum(m => m.Payment.Amount) <= d.First().Due!.Amount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_real_bill_is_matched_to_a_real_chain_as_a_person_did(bool nicknamesAreRead)
    {
        var told = LabelledBill.Judge(RealData.Of("jielong"), nicknamesAreRead);
        Assert.Equal(33, told.Count);
        Assert.Empty(told.Where(t => !t.Right));
        Assert.True(told.Count(t => t.Sure) >= 13);
    }
}
