using System.Text;
using Linli.Catalog;
using Linli.Payments;
using Linli.Platform;
using Linli.Reconciliation;

namespace Linli.Tests.Reconciliation;

/// <summary>Bills as people download them by hand: WeChat's with backticks, Alipay's in GBK between lines of notes, a plain workbook.</summary>
public class BillFileTests
{
    static readonly Guid shop = Guid.CreateVersion7();
    static readonly string ours = Guid.NewGuid().ToString("N"), back = Guid.NewGuid().ToString("N");

    static IReadOnlyList<BillLine> Read(byte[] content) => BillFile.Read(Sheets.Read(content), shop);

    [Fact]
    public void Alipays_bill_in_gbk_is_read_between_its_notes()
    {
        var text = $"""
            #支付宝业务明细查询
            #账号：[20885012345678900156]
            #起始日期：[2026年05月01日 00:00:00]   终止日期：[2026年05月02日 00:00:00]
            #-----------------------------------------业务明细列表----------------------------------------
            支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,订单金额（元）,商家实收（元）,退款批次号/请求号,服务费（元）,备注
            2026050122001	,{ours}	,交易	,草莓, 2026-05-01 09:00:01,2026-05-01 09:00:20,{shop:N}	,35.80,35.80,	,-0.21,
            2026050122001	,{ours}	,退款	,草莓, 2026-05-01 09:00:01,2026-05-01 18:00:00,{shop:N}	,-5.80,-5.80,{back}	,0.03,
            2026050122009	,{Guid.NewGuid():N}	,交易	,别家, 2026-05-01 09:00:01,2026-05-01 09:00:20,{Guid.NewGuid():N}	,99.00,99.00,	,-0.59,
            #-----------------------------------------业务明细列表结束------------------------------------
            #交易合计：2笔，商家实收共30.00元
            """;
        var lines = Read(CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(text));
        Assert.Equal(2, lines.Count);
        Assert.Equal((BillKind.Paid, ours, new Money(3580), new Money(21)), (lines[0].Kind, lines[0].Number, lines[0].Amount, lines[0].Fee));
        Assert.Equal((BillKind.Refunded, back, new Money(580), new Money(-3)), (lines[1].Kind, lines[1].RefundNumber, lines[1].Amount, lines[1].Fee));
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 1, 0, 20, TimeSpan.Zero), lines[0].At);
    }

    [Fact]
    public void WeChats_bill_is_read_and_its_sums_are_no_rows()
    {
        var text = $"\uFEFF交易时间,微信订单号,商户订单号,交易状态,商户退款单号,手续费,订单金额,申请退款金额\r\n`2026-05-01 20:00:00,`4200001,`{ours},`SUCCESS,`0,`0.06000,`10.00,`0.00\r\n"
            + $"`2026-05-01 21:00:00,`4200001,`{ours},`REFUND,`{back},`-0.01000,`0.00,`2.50\r\n总交易单数,应结订单总金额\r\n`2,`10.00\r\n";
        var lines = Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal([(BillKind.Paid, 1000L, 6L), (BillKind.Refunded, 250L, -1L)], lines.Select(l => (l.Kind, l.Amount.Fen, l.Fee.Fen)));
        Assert.Equal("4200001", lines[0].TradeNo);
    }

    [Fact]
    public void A_workbook_with_time_amount_and_number_is_enough()
    {
        var sheet = new Spreadsheet("账单", ["时间", "流水号", "类型", "金额"], [["2026-05-01 08:00:00", "B1", "收入", "1234.56"], ["2026-05-01 09:30:00", "B2", "支出", "10"]]);
        Assert.Equal([(BillKind.Paid, 123456L, ""), (BillKind.Refunded, 1000L, "")], Read(sheet.ToXlsx()).Select(l => (l.Kind, l.Amount.Fen, l.Number)));
    }

    [Theory]
    [InlineData("10", 1000)]
    [InlineData("0.29", 29)]
    [InlineData("1,234.50", 123450)]
    [InlineData("-3.005", -301)]
    [InlineData("￥7.1", 710)]
    public void Yuan_are_read_to_the_fen(string text, long fen) => Assert.Equal(new Money(fen), BillFile.Yuan(text));

    [Theory]
    [InlineData("")]
    [InlineData("十元")]
    [InlineData("1e3")]
    [InlineData("999999999999")]
    public void What_is_no_amount_is_none(string text) => Assert.Null(BillFile.Yuan(text));
}
