using System.Globalization;
using System.Net;

namespace Linli.Standins;

/// <summary>The page on which a payer pays (收银台), for phones.</summary>
static class CashierPage
{
    public static IResult For(Payment payment) => payment.State switch
    {
        "open" => Page("确认支付", $"""
            {Bill(payment)}
            <form method="post"><button type="submit">确认支付</button></form>
            {Back(payment, "取消")}
            """),
        "paid" => Page("支付成功", $"""
            <div class="mark">✓</div><h1>支付成功</h1>
            {Bill(payment)}
            {Back(payment, "返回商家", "button")}
            """),
        _ => Page("支付已关闭", $"""
            <div class="mark off">!</div><h1>这笔支付已经关闭</h1>
            <p class="quiet">可能超过了支付时间，或者订单已取消。没有扣款，请回到商家重新下单。</p>
            {Back(payment, "返回商家", "button")}
            """),
    };

    public static IResult Unknown() => Page("没有这笔支付", """
        <div class="mark off">?</div><h1>没有找到这笔支付</h1>
        <p class="quiet">请回到商家，从订单里重新打开支付。</p>
        """, 404);

    static string Bill(Payment payment) => $"""
        <section>
          <p class="amount"><small>¥</small>{Yuan(payment.Asked.Amount)}</p>
          <dl>
            <div><dt>商品</dt><dd>{Text(payment.Asked.Description)}</dd></div>
            <div><dt>收款方</dt><dd>{Text(payment.Merchant)}</dd></div>
            <div><dt>商户单号</dt><dd class="number">{Text(payment.OutTradeNo)}</dd></div>
          </dl>
        </section>
        """;

    static string Back(Payment payment, string words, string look = "cancel") =>
        payment.Asked.ReturnUrl is { } url ? $"""<a class="{look}" href="{Text(url)}">{words}</a>""" : "";

    static string Yuan(long fen) => (fen / 100m).ToString("#,0.00", CultureInfo.InvariantCulture);

    static string Text(string text) => WebUtility.HtmlEncode(text);

    static IResult Page(string title, string content, int status = 200) => Results.Content($$"""
        <!doctype html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
        <meta name="color-scheme" content="light dark">
        <title>{{title}} · 测试支付</title>
        <style>
        :root { --ground:#fafaf7; --card:#fff; --ink:#1f2421; --quiet:#636b66; --line:#e9e9e2; --leaf:#1f8a4c; --on:#fff }
        @media (prefers-color-scheme: dark) {
          :root { --ground:#141715; --card:#1d211f; --ink:#edf0ed; --quiet:#a2aaa5; --line:#2e3431; --leaf:#4cc07f; --on:#08210f }
        }
        * { box-sizing:border-box; margin:0 }
        body { background:var(--ground); color:var(--ink); min-height:100dvh; display:flex; justify-content:center;
          font:16px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif }
        main { width:100%; max-width:440px; padding:24px 16px calc(24px + env(safe-area-inset-bottom));
          display:flex; flex-direction:column; text-align:center }
        header { color:var(--quiet); font-size:14px; margin-bottom:24px }
        h1 { font-size:22px; margin-bottom:16px }
        section { background:var(--card); border-radius:12px; padding:32px 20px 12px; margin-bottom:24px;
          box-shadow:0 1px 3px rgb(0 0 0/.06) }
        .amount { font-size:44px; font-weight:600; line-height:1.2; margin-bottom:24px; font-variant-numeric:tabular-nums }
        .amount small { font-size:24px; margin-right:4px }
        dl div { display:flex; justify-content:space-between; gap:24px; padding:12px 0; border-top:1px solid var(--line) }
        dt { color:var(--quiet); flex:none } dd { text-align:right; overflow-wrap:anywhere }
        .number { font-size:14px; font-variant-numeric:tabular-nums }
        form { margin-top:auto }
        button,.button { display:block; width:100%; min-height:52px; padding:12px; border:0; border-radius:12px;
          background:var(--leaf); color:var(--on); font:inherit; font-size:18px; font-weight:600; text-decoration:none;
          cursor:pointer }
        .cancel { display:block; padding:14px; margin-top:8px; color:var(--quiet); text-decoration:none }
        :focus-visible { outline:3px solid var(--leaf); outline-offset:3px }
        .mark { width:64px; height:64px; margin:24px auto 16px; border-radius:50%; background:var(--leaf); color:var(--on);
          font-size:34px; line-height:64px }
        .off { background:var(--quiet) } .quiet { color:var(--quiet); margin-bottom:24px }
        </style>
        </head>
        <body><main><header>测试支付 · 不会真的扣款</header>{{content}}</main></body>
        </html>
        """, "text/html; charset=utf-8", statusCode: status);
}
