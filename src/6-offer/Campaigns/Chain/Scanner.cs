using System.Globalization;
using System.Text;
using Linli.Catalog;

namespace Linli.Campaigns;

enum TokenKind { Word, Space, Break, Dash, Open, Close, Phone, Paid, Day, Door, Place, Quantity, Money, Goods, Code, Refuse, Cancel, Replace, Again, Each }

/// <summary>A stretch of an entry that means something, or words that mean nothing to us (yet).</summary>
sealed record Token(TokenKind Kind, int Start, int End)
{
    public Quantity Quantity { get; init; }
    public Named Goods { get; init; }
    public Lexicon.FoundPlace Place { get; init; }
    public ChainDoor? Door { get; init; }
    public Days.Found Day { get; init; }
    public string Phone { get; init; } = "";
}

/// <summary>
/// Cuts an entry into tokens, left to right, longest first. What follows a nickname is free text of a person in a hurry,
/// so nothing is ever thrown away: what is not known stays a word.
/// </summary>
sealed class Scanner(Lexicon lexicon, DateOnly today)
{
    static readonly string[] paid =
        ["已付款", "已支付", "已转账", "已打款", "已微信付款", "已微信", "微信已付", "微信已转", "已发红包", "红包已发", "已转", "已付", "付过了", "付了", "paid"];
    static readonly string[] cancel = ["不要了", "不订了", "不接了", "不参加了", "取消了", "取消", "退出", "撤销", "作废", "退团", "退单", "删掉", "❌"];
    static readonly string[] replace = ["改成", "改为", "更改为", "修改为", "变成", "改要", "改:", "更正:", "修改:", "更正", "改"];
    static readonly string[] again = ["再加", "再来", "再要", "加单", "追加", "补"];
    static readonly string[] every = ["每样", "每种", "各样", "全部都要", "全部要", "全要", "都要"];
    static readonly string[] sums = ["共付", "一共付", "付款", "合计", "总计", "总价", "共计"];
    static readonly string[] refuse = ["不要", "不用", "不加", "不放", "免", "飞", "去", "无", "少", "多", "换成", "换", "走", "自备", "自带"];

    /// <param name="most">Stop after so many; looking ahead needs only a few.</param>
    public List<Token> Cut(string s, int from, int to, int most = int.MaxValue)
    {
        var tokens = new List<Token>();
        var word = -1;
        for (var i = from; i < to && tokens.Count < most;)
        {
            if (ChainKey.IsInvisible(s[i]))
            {
                if (word < 0) word = i;
                i++;
                continue;
            }

            var found = At(s, i, to, tokens, word);
            if (found is null)
            {
                if (word < 0) word = i;
                i += char.IsHighSurrogate(s[i]) && i + 1 < to ? 2 : 1;
                continue;
            }

            if (word >= 0) tokens.Add(new(TokenKind.Word, word, i));
            word = -1;
            tokens.Add(found);
            i = Math.Max(found.End, i + 1);
        }

        if (word >= 0 && tokens.Count < most) tokens.Add(new(TokenKind.Word, word, to));
        return tokens;
    }

    Token? At(string s, int i, int to, List<Token> before, int word)
    {
        var c = s[i];
        if (c == '\n') return new(TokenKind.Break, i, i + 1);
        if (char.IsWhiteSpace(c) || (c is ':' or '=' && !IsInWord(s, i))) return new(TokenKind.Space, i, i + 1);
        if (Phone(s, i) is { } phone) return phone;
        if (Said(s, i, paid) is { } p && !(i > 0 && s[i - 1] == '未')) return new(TokenKind.Paid, i, Sum(s, p, to));
        var quantity = Quantities.At(s, i, lexicon.Units);
        if (c is '+' or '-' or '−' && quantity is { Signed: not ' ' } signed && IsSign(s, i, signed))
            return signed.End <= to ? new(signed.IsMoney ? TokenKind.Money : TokenKind.Quantity, i, signed.End) { Quantity = signed } : null;
        if (c is ',' or '、' or '。' or ';' or '/' or '+' or '&' or '!' or '|' or '…' or ':' or '.' && !IsInWord(s, i)) return new(TokenKind.Break, i, i + 1);
        if (c is '-' or '—' or '–' or '~' or '_' && (i == 0 || !char.IsAsciiLetterOrDigit(s[i - 1]) || c != '_')) return new(TokenKind.Dash, i, i + 1);
        if (c is '(' or '[' or '【' or '{' or '「' or '<') return new(TokenKind.Open, i, i + 1);
        if (c is ')' or ']' or '】' or '}' or '」' or '>') return new(TokenKind.Close, i, i + 1);
        if (c is 'x' or '×' or '*' && quantity is { } times && times.End <= to) return new(TokenKind.Quantity, i, times.End) { Quantity = times };
        if (lexicon.PlaceAt(s, i) is { } place && !IsLongerGoods(s, i, place.End))
        {
            return new(TokenKind.Place, i, Math.Min(Narrowed(s, place, to), to)) { Place = place };
        }

        if (Doors.At(s, i) is { } door && door.End <= to) return new(TokenKind.Door, i, door.End) { Door = door.Door };
        if (Days.At(s, i, today) is { } day && day.End <= to) return new(TokenKind.Day, i, day.End) { Day = day };
        if (Said(s, i, sums) is { } sum && Quantities.Number(s, sum) is { Digits: true } added && added.End <= to) return new(TokenKind.Money, i, added.End);
        if (Said(s, i, every) is { } all) return new(TokenKind.Each, i, all);
        if (c == '各' && i + 1 < to) return new(TokenKind.Each, i, i + 1);
        var behindGoods = word < 0 && before is [.., { Kind: TokenKind.Goods or TokenKind.Code } last] && last.End == i;
        if (char.IsAsciiDigit(c) && behindGoods && Glued(s, i, to) is { } glued) return glued;
        if (quantity is { } q && q.End <= to && (q.IsMoney || AllowsQuantity(s, i, q, before, word)))
            return new(q.IsMoney ? TokenKind.Money : TokenKind.Quantity, i, q.End) { Quantity = q };
        if (Said(s, i, replace) is { } r && (r - i > 1 || FollowedByQuantity(s, r))) return new(TokenKind.Replace, i, r);
        if (Said(s, i, again) is { } a && FollowedByQuantity(s, a)) return new(TokenKind.Again, i, a);
        if (Said(s, i, cancel) is { } x) return new(TokenKind.Cancel, i, x);
        if (s.AsSpan(i).StartsWith("不要") && (i + 2 >= to || Quantities.IsBreak(s[i + 2]))) return new(TokenKind.Cancel, i, i + 2);
        if (lexicon.SkuAt(s, i) is { } goods && goods.End <= to && !(goods.Fit >= Fit.Part && Said(s, i, refuse) is not null))
            return new(TokenKind.Goods, i, goods.End) { Goods = goods };
        if (lexicon.CodeAt(s, i, before is [.., { Kind: TokenKind.Quantity } counted] && counted.End == i) is { } code && code.End <= to)
            return new(TokenKind.Code, i, code.End) { Goods = new(code.End, [code.Sku], Fit.Alias) };
        return Said(s, i, refuse) is { } no ? new(TokenKind.Refuse, i, no) : null;
    }

    /// <summary>"云谷11栋", "云谷A座", "E区东门", "1栋B座22楼": what follows the name of the point belongs to it.</summary>
    static int Narrowed(string s, Lexicon.FoundPlace place, int to)
    {
        var end = place.End;
        if (end >= to) return end;
        if (char.IsAsciiLetterOrDigit(s[end]) && Doors.At(s, end) is { } inner) return inner.End;
        var alone = end + 1 >= to || !char.IsAsciiLetterOrDigit(s[end + 1]);
        if (char.IsAsciiLetter(s[end]) && place.Sure && !char.IsAscii(s[end - 1]) && alone) return end + 1;
        if (place.Sure && s[end] is '东' or '西' or '南' or '北' && end + 1 < to && s[end + 1] == '门') return end + 2;
        return Storey(s, end, to) ?? end;
    }

    /// <summary>"-3份" takes away only when it stands free; in "F区-1份" the dash divides.</summary>
    static bool IsSign(string s, int i, Quantity q) =>
        s[i] == '+' ? q.Unit.Length > 0 || q.End == s.Length || Quantities.IsBreak(s[q.End])
            : i == 0 || char.IsWhiteSpace(s[i - 1]) || s[i - 1] is ',' or '(' or '、';

    bool IsLongerGoods(string s, int i, int end) => lexicon.SkuAt(s, i) is { } goods && goods.End > end;

    static bool IsInWord(string s, int i) =>
        s[i] is '.' or ':' or '/' or '&' && i > 0 && i + 1 < s.Length && char.IsAsciiLetterOrDigit(s[i - 1]) && char.IsAsciiLetterOrDigit(s[i + 1]);

    /// <summary>"已转50元": the sum belongs to the payment.</summary>
    static int Sum(string s, int at, int to) => Quantities.Number(s, at) is { Digits: true } sum && sum.End <= to && Quantities.Unit(s, sum.End).Length == 0 ? sum.End : at;

    static int? Storey(string s, int at, int to)
    {
        var end = at;
        while (end < to && char.IsAsciiDigit(s[end])) end++;
        return end > at && end < to && s[end] is '楼' or '层' ? end + 1 : null;
    }

    /// <summary>A number glued behind words is mostly part of them, unless it carries a unit or follows goods.</summary>
    static bool AllowsQuantity(string s, int i, Quantity q, List<Token> before, int word)
    {
        if (q.Unit.Length > 0)
        {
            // "二两重", "第一份", "每份": no amount that somebody wants.
            if (i > 0 && s[i - 1] is '第' or '每' or '满') return false;
            return true;
        }

        if (s[i] is 'x' or '×' or '*' or '✖' or '✕' or 'х' or '+' or '-' or '−' or '➕' or '➖') return true;
        if (s[i] is '俩' or '仨') return word < 0 || q.End == s.Length || Quantities.IsBreak(s[q.End]);
        return word < 0 || (i > 0 && !char.IsAsciiLetterOrDigit(s[i - 1]));
    }

    /// <summary>"A2B1", "鸡蛋2白菜3": a number glued to goods, as long as it is not their size (250ml).</summary>
    Token? Glued(string s, int i, int to)
    {
        if (Quantities.Number(s, i) is not { Value: <= 99 } number || number.End > to || Quantities.Unit(s, number.End, lexicon.Units).Length > 0) return null;
        var next = number.End < s.Length ? s[number.End] : ' ';
        var size = char.IsAsciiLetter(next) && number.End + 1 < s.Length && char.IsAsciiLetter(s[number.End + 1]);
        if (size || "%.-~到至号度元块".Contains(next, StringComparison.Ordinal)) return null;
        return new(TokenKind.Quantity, i, number.End) { Quantity = new(i, number.End, number.Value, "", ' ', false, false) };
    }

    bool FollowedByQuantity(string s, int at)
    {
        while (at < s.Length && (s[at] is ' ' or ':' || ChainKey.IsInvisible(s[at]))) at++;
        if (at < s.Length && s[at] == '到') at++;
        return at < s.Length && Quantities.At(s, at, lexicon.Units) is { IsMoney: false };
    }

    static Token? Phone(string s, int i)
    {
        if (s[i] != '1' || (i > 0 && char.IsAsciiDigit(s[i - 1]))) return null;
        var (digits, end) = (new StringBuilder(11), i);
        while (end < s.Length && digits.Length < 11 && (char.IsAsciiDigit(s[end]) || (s[end] is ' ' or '-' && digits.Length is 3 or 7)))
        {
            if (char.IsAsciiDigit(s[end])) digits.Append(s[end]);
            end++;
        }

        return digits.Length == 11 && digits[1] is >= '3' and <= '9' && (end >= s.Length || !char.IsAsciiDigit(s[end]))
            ? new(TokenKind.Phone, i, end) { Phone = digits.ToString() } : null;
    }

    static int? Said(string s, int at, string[] words)
    {
        foreach (var word in words)
            if (string.CompareOrdinal(s, at, word, 0, word.Length) == 0) return at + word.Length;
        return null;
    }
}
