using System.Globalization;
using System.Text.RegularExpressions;

namespace Linli.Channels;

/// <summary>到货, 成团, 未成团, 退款.</summary>
public enum NoticeKind { Arrived, DealReached, DealFailed, Refunded }

/// <summary>What a field of a template can be filled with.</summary>
public enum NoticeValue { Campaign, Order, Place, Time, Amount, Note }

/// <summary>What happened, before it is put into the fields of a template.</summary>
sealed record NoticeNews(string Campaign, string Order, string? Place, DateTimeOffset Time, Money? Amount, string Note);

/// <summary>订阅消息模板 — which template of the mini-program tells of what, and which of its fields holds what.</summary>
sealed partial class NoticeTemplate : IOwned
{
    public const int MostFields = 8;

    public TenantId Tenant { get; set; }
    public required NoticeKind Kind { get; init; }
    public required string Template { get; set; }
    public required Dictionary<string, NoticeValue> Fields { get; set; }
    public required bool Active { get; set; }

    public static void Check(string template, IReadOnlyDictionary<string, NoticeValue> fields)
    {
        if (template.Length is < 20 or > 64 || !template.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) throw No.TemplateWrong();
        if (fields.Count is 0 or > MostFields || fields.Keys.Any(f => !Field().IsMatch(f))) throw No.FieldsWrong();
    }

    /// <summary>WeChat refuses a value that does not fit the kind of its field, so each is cut to it.</summary>
    public Dictionary<string, string> Fill(NoticeNews news) => Fields.ToDictionary(f => f.Key, f => Fit(f.Key, f.Value, news));

    static string Fit(string field, NoticeValue value, NoticeNews news)
    {
        var wall = TimeZoneInfo.ConvertTime(news.Time, BusinessDay.Zone);
        var text = value switch
        {
            NoticeValue.Campaign => news.Campaign,
            NoticeValue.Order => news.Order,
            NoticeValue.Place => news.Place ?? "见订单",
            NoticeValue.Time => wall.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            NoticeValue.Amount => news.Amount is { } money ? money.ToString() : "¥0.00",
            _ => news.Note,
        };
        return field.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') switch
        {
            "thing" => Cut(text, 20),
            "short_thing" or "phrase" => Cut(text, 5),
            "name" => Cut(text, 10),
            "date" => wall.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "number" => string.Concat(text.Where(char.IsAsciiDigit)) is { Length: > 0 } digits ? digits : "0",
            "character_string" => string.Concat(text.Where(c => c is > ' ' and <= '~').Take(32)) is { Length: > 0 } plain ? plain : "-",
            _ => text,
        };
    }

    static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    [GeneratedRegex("^(thing|short_thing|phrase|name|time|date|amount|number|character_string)[0-9]{1,2}$")]
    private static partial Regex Field();
}
