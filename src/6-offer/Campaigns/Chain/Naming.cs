namespace Linli.Campaigns;

/// <summary>Where in an entry the nickname stands, and where what it wants begins.</summary>
/// <param name="Prefix">A place or door written before the name.</param>
readonly record struct Nickname(int From, int To, int Content, IReadOnlyList<Token> Prefix);

/// <summary>
/// 昵称 — WeChat writes "N. nickname content", but nicknames hold blanks, emoji, dashes, places and words that look like orders
/// ("不要向我手指的方向看"). So: known names first, then clear dividers, then the first stretch up to a blank, in which only
/// strong signs of content (a place, an amount in digits, 已付) may end it; then following words while a place comes after them.
/// </summary>
sealed class Naming(Lexicon lexicon, Scanner scanner)
{
    const int Longest = 60, Ahead = 4;
    static readonly string[] kin = ["阿姨", "叔", "姐", "哥", "妈", "爸", "奶奶", "爷爷", "婆", "老师", "女士", "先生", "太太", "师傅", "小姐", "弟", "妹", "姨", "嫂", "伯", "家"];
    static readonly string[] labels = ["备注", "地址", "电话", "姓名", "手机", "自提", "数量", "合计", "共"];

    public Nickname Find(string s, bool single, bool free)
    {
        var start = Start(s, 0);
        if (start >= s.Length) return new(start, start, start, []);
        if (Known(s, start) is { } known) return new(start, known, Start(s, known), []);
        if (Divided(s, start) is { } divided) return new(start, divided, Start(s, divided + 1), []);

        var all = scanner.Cut(s, start, s.Length);
        var (prefix, from) = Prefix(s, all, start);
        if (from >= s.Length) return new(from, from, from, prefix);
        var chunk = ChunkEnd(s, all, from);
        var end = Inside(s, from, chunk, prefix, single);
        if (end == from) return Nameless(s, all, from, prefix);
        if (end < chunk) return Trimmed(s, from, end, end, prefix);
        return Trimmed(s, from, Extend(s, all, from, chunk, single || free), -1, prefix);
    }

    static Nickname Trimmed(string s, int from, int to, int content, IReadOnlyList<Token> prefix)
    {
        var end = Math.Min(to, from + Longest);
        if (char.IsHighSurrogate(s[end - 1]) && end < s.Length) end--;
        var next = content < 0 ? end : Math.Min(content, end);
        while (end > from + 1 && (char.IsWhiteSpace(s[end - 1]) || "-—:–([要订定来".Contains(s[end - 1], StringComparison.Ordinal))) end--;
        return new(from, end, next, prefix);
    }

    static int Start(string s, int at)
    {
        while (at < s.Length && (char.IsWhiteSpace(s[at]) || s[at] is '@' or '-' or '—' or ':' or '|' or '*' || ChainKey.IsInvisible(s[at]))
            && !(s[at] == '-' && Quantities.At(s, at) is not null)) at++;
        return at;
    }

    int? Known(string s, int start)
    {
        int? best = null;
        for (var end = start + 1; end <= s.Length && end - start <= lexicon.LongestName * 2; end++)
        {
            if (!lexicon.Names.Contains(ChainKey.Fold(s[start..end]))) continue;
            if (end == s.Length || !char.IsLetterOrDigit(s[end]) || !char.IsLetterOrDigit(s[end - 1]) || IsContent(s, end)) best = end;
        }

        return best;
    }

    bool IsContent(string s, int at) =>
        !(char.IsAsciiLetterOrDigit(s[at]) && char.IsAsciiLetterOrDigit(s[at - 1]))
        && scanner.Cut(s, at, s.Length, 1) is [{ Kind: not (TokenKind.Word or TokenKind.Refuse) }, ..];

    int? Divided(string s, int start)
    {
        for (var i = start + 1; i < Math.Min(s.Length, start + Longest); i++)
        {
            if (s[i] == '|') return i;
            if (s[i] == '\n') return null;
            if (s[i] != ':' || (char.IsAsciiDigit(s[i - 1]) && i + 1 < s.Length && char.IsAsciiDigit(s[i + 1]))) continue;
            var before = s[start..i].Trim();
            var isName = !before.Contains(' ') || scanner.Cut(s, start, i).All(t => t.Kind is TokenKind.Word or TokenKind.Space);
            return i + 1 < s.Length && isName && !labels.Any(l => before.EndsWith(l, StringComparison.Ordinal)) ? i : null;
        }

        return null;
    }

    /// <summary>"3栋1701 李姐", "云谷11栋-鲁子", "E区-小舟": the place comes first.</summary>
    static (List<Token> Prefix, int From) Prefix(string s, List<Token> all, int start)
    {
        var (prefix, from) = (new List<Token>(), start);
        foreach (var token in all)
        {
            if (token.Kind is TokenKind.Place or TokenKind.Door && token.Start == from) prefix.Add(token);
            else if (!(prefix.Count > 0 && token.Kind is TokenKind.Space or TokenKind.Dash or TokenKind.Break && s[token.Start] != '\n')) break;
            from = token.End;
        }

        return (prefix, from);
    }

    /// <summary>The end of the stretch without blanks; a dash ends it only before content: Sissi-CC is one name.</summary>
    static int ChunkEnd(string s, List<Token> all, int from)
    {
        var open = 0;
        foreach (var (token, i) in all.Select((t, i) => (t, i)).Where(t => t.t.Start >= from))
        {
            if (token.Start > from && token.Kind == TokenKind.Open) open++;
            if (token.Kind == TokenKind.Close) open--;
            if (token.Start == from && IsDecoration(s, token)) { from = token.End; continue; }
            // A bracket glued to the name belongs to it, when it holds no amount: Ivy(Fang xinyi).
            if (open > 0 && token.Kind is TokenKind.Space && !all.Skip(i).TakeWhile(t => t.Kind != TokenKind.Close).Any(t => t.Kind == TokenKind.Quantity)
                && all.Skip(i).Any(t => t.Kind == TokenKind.Close)) continue;
            if (token.Kind is TokenKind.Space && IsOnlySigns(s, all, from, token.Start)) continue;
            if (token.Kind is TokenKind.Space or TokenKind.Break && s[token.Start] is not ('.' or '&' or '/' or '!')) return token.Start;
            if (token.Kind == TokenKind.Dash && i + 1 < all.Count && all[i + 1].Kind is not (TokenKind.Word or TokenKind.Space or TokenKind.Dash)) return token.Start;
        }

        return s.Length;
    }

    static bool IsDecoration(string s, Token token) => token.Kind == TokenKind.Break && s[token.Start] is '。' or '.' or '!' or '…';

    /// <summary>"🍀 宋航H区": signs before the name.</summary>
    static bool IsOnlySigns(string s, List<Token> all, int from, int to) =>
        !s[from..to].Any(char.IsLetterOrDigit) && !s[from..to].Any(c => c is '。' or '.')
        && all.FirstOrDefault(t => t.Start > to && t.Kind != TokenKind.Space) is { Kind: TokenKind.Word };

    /// <summary>The first sure sign of content inside the first stretch; its end when there is none, its start when it is content.</summary>
    int Inside(string s, int from, int chunk, IReadOnlyList<Token> prefix, bool single)
    {
        if (StartsWithContent(s, from, chunk, prefix, single)) return from;
        for (var q = from + 1; q < chunk; q++)
        {
            if (char.IsLowSurrogate(s[q]) || ChainKey.IsInvisible(s[q])) continue;
            if (lexicon.PlaceAt(s, q) is { } place && (place.Place is not null || place.End - q > 1)) return q;
            if (char.IsAsciiDigit(s[q]) && Doors.At(s, q) is { Door: not null } door && door.End <= chunk + 1) return q;
            var rest = scanner.Cut(s, q, s.Length, Ahead);
            if (rest.Count == 0 || rest[0].Start != q) continue;
            var next = rest.Count > 1 ? rest[1].Kind : TokenKind.Break;
            switch (rest[0].Kind)
            {
                case TokenKind.Quantity when EndsName(s, q, rest[0], next, chunk): return q;
                case TokenKind.Paid or TokenKind.Phone or TokenKind.Replace or TokenKind.Again: return q;
                case TokenKind.Cancel when rest[0].End >= chunk || next is not TokenKind.Word: return q;
                case TokenKind.Goods when IsSure(s, rest[0]) && rest[0].End - q >= 2 && FollowedByQuantity(rest): return q;
            }
        }

        return chunk;
    }

    static bool IsSure(string s, Token goods) => goods.Goods.Fit <= Fit.Alias
        || (goods.Goods.Skus is [var one] && Lexicon.IsSurePart(ChainKey.Fold(one.Name), ChainKey.Fold(s[goods.Start..goods.End])));

    static bool EndsName(string s, int q, Token token, TokenKind next, int chunk)
    {
        var quantity = token.Quantity;
        var closed = token.End >= chunk || next is not TokenKind.Word;
        if (quantity.Unit.Length == 0) return quantity.Signed != ' ' || s[q] is 'x' or '×' or '*' or '✖' ? closed : false;
        return char.IsAsciiDigit(s[q]) || quantity.Signed != ' ' || s[q] is 'x' or '×' or '*' || closed;
    }

    static bool FollowedByQuantity(List<Token> rest)
    {
        var after = rest.Skip(1).SkipWhile(t => t.Kind == TokenKind.Space).FirstOrDefault();
        return after is { Kind: TokenKind.Quantity };
    }

    bool StartsWithContent(string s, int from, int chunk, IReadOnlyList<Token> prefix, bool single)
    {
        var rest = scanner.Cut(s, from, s.Length);
        if (rest.Count == 0) return true;
        var first = rest[0];
        if (first.Kind is TokenKind.Quantity)
            // "九个橙子 1份" is a name when another amount follows in another stretch.
            return prefix.Count > 0 || first.End >= chunk || !rest.Skip(1).Any(t => t.Kind == TokenKind.Quantity && t.Start > chunk);
        if (first.Kind is TokenKind.Goods && IsSure(s, first))
            return FollowedByQuantity(rest) && (rest[1].Kind == TokenKind.Quantity || prefix.Count > 0 || first.Goods.Fit == Fit.Name);
        if (first.Kind is TokenKind.Paid or TokenKind.Phone or TokenKind.Break || (first.Kind == TokenKind.Code && prefix.Count > 0))
            return s[from] is not ('。' or '.' or '!' or '…');
        if (prefix.Count == 0) return false;
        if (first.Kind is TokenKind.Refuse or TokenKind.Day or TokenKind.Cancel or TokenKind.Replace or TokenKind.Goods) return true;
        // Behind a whole door no name is needed: "295-909 消毒药三瓶".
        return first.Kind == TokenKind.Word && prefix.Any(p => p.Door?.Room is not null) && rest.Count > 1 && rest[1].Kind == TokenKind.Quantity
            && rest[1].Quantity.Unit is not ("" or "份") && !single;
    }

    /// <summary>Nothing but content: somebody named behind it ("2份 张三"), or known by the place alone.</summary>
    static Nickname Nameless(string s, List<Token> all, int from, List<Token> prefix)
    {
        if (prefix.Count == 0 && all is [{ Kind: TokenKind.Quantity } q, { Kind: TokenKind.Space }, { Kind: TokenKind.Word } name] && name.End == s.Length)
            return new(name.Start, name.End, 0, [q]);
        // "鸡蛋2盒 3-501 赵六"
        if (prefix.Count == 0 && all is [.., { Kind: TokenKind.Space }, { Kind: TokenKind.Word } last]
            && last.End == s.Length && last.End - last.Start is >= 2 and <= 8 && all.Any(t => t.Kind is TokenKind.Goods or TokenKind.Code) && !EntryReader.IsFiller(s[last.Start..last.End]))
            return new(last.Start, last.End, from, prefix);
        return new(from, from, from, prefix);
    }

    /// <summary>"Helen Yao  H区", "陈 阿姨 3份": words that belong to the name, because a place or only an amount follows them.</summary>
    int Extend(string s, List<Token> all, int from, int chunk, bool single)
    {
        var rest = all.Where(t => t.Start >= chunk).ToList();
        var (end, words) = (chunk, 0);
        foreach (var token in rest)
        {
            if (token.Kind == TokenKind.Space && s[token.Start] != '\n') continue;
            if (token.Kind == TokenKind.Word && words < 3)
            {
                words++;
                end = token.End;
                continue;
            }

            if (words == 0) return chunk;
            if (token.Kind is TokenKind.Place or TokenKind.Door or TokenKind.Phone) return end;
            var content = token.Kind is TokenKind.Quantity or TokenKind.Replace or TokenKind.Cancel or TokenKind.Again or TokenKind.Goods or TokenKind.Code or TokenKind.Break;
            return content && (token.Start > end || token.Kind == TokenKind.Break) && BelongsToName(s, from, chunk, end, single && token.Kind == TokenKind.Quantity) ? end : chunk;
        }

        return words > 0 && BelongsToName(s, from, chunk, end, false) && kin.Any(k => s[chunk..end].Trim().Equals(k, StringComparison.Ordinal)) ? end : chunk;
    }

    bool BelongsToName(string s, int from, int chunk, int end, bool single)
    {
        var (first, more) = (s[from..chunk].Trim(), s[chunk..end].Trim());
        if (lexicon.Like(more).Count > 0) return false;
        if (single || kin.Any(k => more.EndsWith(k, StringComparison.Ordinal) && more.Length <= k.Length + 2)) return true;
        if (first.Length == 1 && first[0] is >= '\u4e00' and <= '\u9fff') return true;
        return first.All(c => char.IsAsciiLetter(c) || c == ' ') && more.All(c => char.IsAsciiLetter(c) || c == ' ');
    }
}
