using System.Globalization;
using System.Net;

namespace Linli.Standins;

/// <summary>The phones of the neighbourhood on one page: every message the gateway took.</summary>
static class InboxPage
{
    public static IResult For(IReadOnlyList<SmsGateway.Message> messages)
    {
        var rows = string.Concat(messages.Select(m => $"""
            <li><b>{Text(m.To)}</b><time>{m.At.ToOffset(TimeSpan.FromHours(8)).ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}</time>
            <p>{Text(m.Text)}</p></li>
            """));
        var list = messages.Count > 0 ? $"<ul>{rows}</ul>" : "<p class=quiet>还没有短信。在登录页点“获取验证码”，短信就会出现在这里。</p>";
        return Results.Content($$"""
            <!doctype html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8"><meta http-equiv="refresh" content="3">
            <meta name="viewport" content="width=device-width,initial-scale=1"><title>短信 · 测试手机</title>
            <style>
            body { margin:0 auto; max-width:520px; padding:24px 16px; background:#fafaf7; color:#1f2421;
              font:16px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif }
            h1 { font-size:22px } ul { list-style:none; padding:0 }
            li { background:#fff; border-radius:12px; padding:12px 16px; margin:0 0 12px; box-shadow:0 1px 3px rgb(0 0 0/.06) }
            time { float:right; color:#636b66; font-size:14px } li p { margin:4px 0 0; font-size:18px } .quiet { color:#636b66 }
            </style>
            </head>
            <body><h1>测试手机上的短信</h1>{{list}}</body>
            </html>
            """, "text/html; charset=utf-8");
    }

    static string Text(string text) => WebUtility.HtmlEncode(text);
}
