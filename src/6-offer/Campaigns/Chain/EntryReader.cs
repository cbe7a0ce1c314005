using System.Text.RegularExpressions;
using Linli.Catalog;

namespace Linli.Campaigns;

/// <summary>Reads one entry of a chain: who, where, how many of what, and how sure we are of it.</summary>
sealed partial class EntryReader(Lexicon lexicon, ChainContext context)
{
    /// <summary>More than this of one thing is a mistake until somebody says otherwise: pieces, and grams.</summary>
    public const int MuchUnits = 99, MostUnits = 999, MostGrams = 500_000, LongestNote = 200;

    [GeneratedRegex(@"(?<a>[一两二三四五1-9])大(?:份|盒|箱|袋|个)?\s?[,、+]?\s?(?<b>[一两二三四五1-9])小(?:份|盒|箱|袋|个)?")]
    private static partial Regex BigAndSmall();

    [GeneratedRegex(@"^(?:请|谢谢|感谢|辛苦了?|麻烦|团长|老板|要|来|和|还有|给我|帮我|我要|我|的|吧|哦|呀|啦|了|哈|嗯|以及|再|也|订|定|买|单点|点|另外|另|其中|其余|正常|共|一共|合计|总共|各|加|取|取货|拿|自取|自提|来取|来拿|:|=)+$")]
    private static partial Regex Filler();

    readonly Scanner scanner = new(lexicon, context.Today);
    readonly bool single = lexicon.Skus.Count == 1;
    readonly bool free = lexicon.Skus.Count == 0;

    public ChainEntry Read(Piece piece, int position)
    {
        var (text, struck) = Unstrike(piece.Raw);
        // 2⃣ is a code where the menu is numbered, and a decorated 2 everywhere else.
        if (!lexicon.HasKeycaps) text = text.Replace("\ufe0f\u20e3", "", StringComparison.Ordinal).Replace("\u20e3", "", StringComparison.Ordinal);
        var s = Width.Half(text).ToLowerInvariant();
        var name = new Naming(lexicon, scanner).Find(s, single, free);
        if (piece.Who is { } who) name = new(0, 0, 0, []);
        var content = scanner.Cut(s, name.Content, s.Length);
        if (name.Content <= name.From) content.RemoveAll(t => t.Start >= name.From && t.End <= name.To && name.To > name.From);
        List<Token> seen = [.. name.Prefix, .. content];
        var draft = new Draft();
        if (struck) (draft.Meaning, draft.IsWhole) = (ChainMeaning.Cancel, true);
        Mean(content, draft);
        Take(s, text, content, name.Prefix, draft);

        var nickname = piece.Who ?? text[name.From..Math.Min(name.To, text.Length)].Trim();
        var place = seen.Where(t => t.Kind == TokenKind.Place).OrderByDescending(t => t.Place.Place is not null).FirstOrDefault();
        var door = seen.FirstOrDefault(t => t.Door is not null)?.Door;
        if (place is not null && !place.Place.Sure)
        {
            var glued = s[place.Start..Math.Min(s.Length, place.End + 2)].ToUpperInvariant();
            draft.Doubt("place-glued", $"“{glued}”是地点还是数量，看不准", $"{glued} may be a place or an amount");
        }

        var label = Label(text, name, seen);
        if (nickname.Length == 0)
        {
            nickname = (place is not null ? text[place.Start..place.End] : door is not null ? label : "").Trim();
            if (nickname.Length == 0) draft.Doubt("no-name", "没有写是谁", "Nobody is named");
        }

        var said = seen.Where(t => t.Kind == TokenKind.Day).Select(t => t.Day).ToList();
        var phone = seen.FirstOrDefault(t => t.Kind == TokenKind.Phone)?.Phone;
        var note = string.Join(' ', draft.Notes.Distinct());
        if (nickname is [.., var before, >= '0' and <= '9'] && !char.IsAsciiLetterOrDigit(before) && content.Count == 0)
            draft.Doubt("digit-in-name", $"“{nickname}”末尾的数字是昵称还是数量，看不准", "The digit at the end may be part of the name or an amount");
        return new(
            position, piece.Number, nickname, ChainKey.Of(nickname), label, piece.Raw, door, place?.Place.Place?.Point,
            place?.Place.Place?.Name ?? place?.Place.Text, phone, seen.Any(t => t.Kind == TokenKind.Paid), draft.Meaning,
            said.FirstOrDefault(d => d.Day is not null).Day, said.FirstOrDefault(d => d.Part is not null).Part,
            draft.Items, note.Length > LongestNote ? note[..LongestNote] : note, draft.Confidence, draft.Reasons);
    }

    /// <summary>What is known of an entry while it is read.</summary>
    sealed class Draft
    {
        public ChainMeaning Meaning { get; set; }

        /// <summary>All of it is withdrawn, not an amount of it.</summary>
        public bool IsWhole { get; set; }
        public List<ChainItem> Items { get; } = [];
        public List<string> Notes { get; } = [];
        public List<ChainReason> Reasons { get; } = [];
        public Confidence Confidence { get; private set; }

        public void Doubt(string code, string zh, string en)
        {
            Reasons.Add(new(code, zh, en));
            if (Confidence == Confidence.Sure) Confidence = Confidence.Unsure;
        }

        public void Refuse(string code, string zh, string en)
        {
            Reasons.Add(new(code, zh, en));
            Confidence = Confidence.Refused;
        }
    }

    /// <summary>Letters struck through (U+0336 and its kin, or ~~) mean: not any more.</summary>
    static (string Text, bool Struck) Unstrike(string raw)
    {
        var strokes = raw.Count(c => c is >= '\u0334' and <= '\u0338');
        if (strokes > 1 && strokes * 2 >= raw.Count(char.IsLetterOrDigit)) return (string.Concat(raw.Where(c => c is < '\u0334' or > '\u0338')), true);
        var trimmed = raw.Trim();
        return trimmed is ['~', '~', .. var struck, '~', '~'] && struck.Length > 0 ? (struck, true) : (raw, false);
    }

    void Mean(List<Token> content, Draft draft)
    {
        if (draft.Meaning == ChainMeaning.Cancel) return;
        // Who writes 取消 behind an order takes it back, whatever stands before it.
        var cancel = content.FindIndex(t => t.Kind == TokenKind.Cancel);
        if (cancel >= 0)
        {
            var amount = content.Skip(cancel + 1).FirstOrDefault(t => t.Kind != TokenKind.Space) is { Kind: TokenKind.Quantity };
            var before = content.Take(cancel).Any(t => t.Kind == TokenKind.Quantity);
            (draft.Meaning, draft.IsWhole) = (amount && !before ? ChainMeaning.Less : ChainMeaning.Cancel, !amount || before);
            if (before && single) draft.Doubt("cancel-after", "写了数量又写了取消：全部不要吗，请看一下", "An amount and a withdrawal: is all of it withdrawn?");
            return;
        }

        foreach (var token in content)
        {
            switch (token.Kind)
            {
                case TokenKind.Replace: draft.Meaning = ChainMeaning.Replace; return;
                case TokenKind.Again: draft.Meaning = ChainMeaning.Add; return;
                case TokenKind.Quantity when token.Quantity.Signed == '-': draft.Meaning = ChainMeaning.Less; return;
                case TokenKind.Quantity when token.Quantity.Signed == '+': draft.Meaning = ChainMeaning.Add; return;
                case TokenKind.Quantity: return;
            }
        }
    }

    void Take(string s, string text, List<Token> content, IReadOnlyList<Token> prefix, Draft draft)
    {
        if (draft.IsWhole)
        {
            // "鸡蛋不要了" withdraws the eggs, "不要了" everything.
            if (content.Any(t => t.Kind is TokenKind.Goods or TokenKind.Code) && !single)
                draft.Doubt("cancel-part", "只退其中一样，还是全部不要，请选一下", "All of it or only this is withdrawn?");
            return;
        }

        if (BigAndSmall().Match(s) is { Success: true } sizes && Sizes(sizes, draft)) return;
        var stretches = Stretches(content);
        if (single) TakeOne(s, text, stretches, prefix, draft);
        else new Pairing(lexicon, s, text, draft.Items, draft.Notes, draft.Doubt).Read(stretches, free);
        if (draft.Items.Count == 0 && draft.Meaning != ChainMeaning.Cancel) draft.Doubt("no-goods", "没看出要什么", "It does not say what is wanted");
        foreach (var item in draft.Items)
        {
            if (item.Confidence == Confidence.Refused)
                draft.Refuse("too-much", $"“{item.Text}”数量太大，最多 {MostUnits} 份或 {MostGrams / 1000} 公斤", $"{item.Text} is more than one may order");
            else if (item.Confidence == Confidence.Unsure && draft.Reasons.Count == 0)
                draft.Doubt("goods-unsure", $"“{item.Text}”看不准，请选一下", $"Please look at {item.Text}");
        }
    }

    bool Sizes(Match sizes, Draft draft)
    {
        var (big, small) = (lexicon.Skus.Where(k => Says(k, '大')).ToList(), lexicon.Skus.Where(k => Says(k, '小')).ToList());
        if (big is not [var large] || small is not [var little]) return false;
        foreach (var (sku, group) in new[] { (large, sizes.Groups["a"]), (little, sizes.Groups["b"]) })
            if (Quantities.Number(group.Value, 0) is { } n) draft.Items.Add(Item(sku, n.Value, "", sizes.Value, Confidence.Sure));
        return true;
    }

    /// <summary>"草莓 大盒", "草莓（大）": 大 tells the size, unlike in 大白菜.</summary>
    static bool Says(ChainSku sku, char size)
    {
        if (sku.Spec.Contains(size, StringComparison.Ordinal) || sku.Name.EndsWith(size)) return true;
        var at = sku.Name.IndexOf(size, StringComparison.Ordinal);
        return at >= 0 && (Quantities.Unit(sku.Name, at + 1).Length > 0 || (at > 0 && sku.Name[at - 1] is '(' or '（'));
    }

    /// <summary>Runs of tokens without blanks and breaks between them, with how deep in brackets they stand.</summary>
    static List<Stretch> Stretches(List<Token> content)
    {
        var (all, current, depth) = (new List<Stretch>(), new List<Token>(), 0);
        void Flush(bool breaks)
        {
            if (current.Count > 0) all.Add(new(current, depth > 0, breaks));
            else if (breaks && all.Count > 0) all[^1] = all[^1] with { Breaks = true };
            current = [];
        }

        foreach (var token in content)
        {
            switch (token.Kind)
            {
                case TokenKind.Space: Flush(false); break;
                case TokenKind.Break or TokenKind.Dash: Flush(true); break;
                case TokenKind.Open: Flush(false); depth++; break;
                case TokenKind.Close: Flush(true); depth = Math.Max(0, depth - 1); break;
                case TokenKind.Phone or TokenKind.Paid or TokenKind.Day or TokenKind.Door or TokenKind.Place or TokenKind.Money: Flush(false); break;
                default: current.Add(token); break;
            }
        }

        Flush(true);
        return all;
    }

    /// <summary>One thing is sold: all that is asked is how many of it.</summary>
    void TakeOne(string s, string text, List<Stretch> stretches, IReadOnlyList<Token> prefix, Draft draft)
    {
        var sku = lexicon.Skus[0];
        var portions = new Portions(s, text, draft.Notes, draft.Doubt);
        if (portions.Count(stretches, prefix) is not { } count)
        {
            draft.Items.Add(Item(sku, 1, "", sku.Name, Confidence.Sure));
            return;
        }

        var written = s[count.Written.Start..count.Written.End];
        draft.Items.Add(Item(sku, count.Value, count.Written.Unit, written, Confidence.Sure));
        if (draft.Items[^1].Confidence == Confidence.Unsure)
            draft.Doubt("unit", $"“{written}”的单位和“{sku.Unit}”对不上", $"The unit of {written} is not {sku.Unit}");
    }

    public static bool IsFiller(string words) => words.Length == 0 || !words.Any(char.IsLetterOrDigit) || Filler().IsMatch(words);

    /// <summary>Turns what was written into units or grams of the sku.</summary>
    public static ChainItem Item(ChainSku sku, decimal value, string unit, string text, Confidence confidence, IReadOnlyList<ChainSku>? others = null)
    {
        var (amount, fits) = Amount(sku, value, unit);
        var most = sku.Measure == Measure.Weight ? MostGrams : MostUnits * Math.Max(1, sku.Per);
        if (amount > most || value > MostUnits) return new(text, value, unit, sku.Sku, null, Confidence.Refused, []);
        var whole = amount is { } a && a > 0 && a % Math.Max(1, sku.Step) == 0;
        var sure = confidence == Confidence.Sure && fits && whole && value <= MuchUnits;
        var guesses = new List<ChainGuess>();
        if (!sure)
            foreach (var one in (others ?? []).Prepend(sku).DistinctBy(k => k.Sku).Take(4))
                if (Rounded(one, value, unit) is { } guess and > 0) guesses.Add(new(one.Sku, guess, $"{one.Name}{one.Spec}", $"{one.Name}{one.Spec}"));
        return new(text, value, unit, sku.Sku, whole ? amount : null, sure ? Confidence.Sure : Confidence.Unsure, guesses);
    }

    static long? Rounded(ChainSku sku, decimal value, string unit)
    {
        var (amount, _) = Amount(sku, value, unit);
        var step = Math.Max(1, sku.Step);
        return amount is { } a ? Math.Clamp((a + step - 1) / step * step, step, MostGrams) : null;
    }

    static (long? Amount, bool Fits) Amount(ChainSku sku, decimal value, string unit)
    {
        if (value is <= 0 or > 1_000_000) return (null, false);
        if (unit is "打") return ((long)(value * 12), sku.Measure == Measure.Piece && sku.Unit is "个" or "只" or "枚");
        if (sku.Measure == Measure.Weight)
        {
            decimal? grams = unit switch
            {
                "斤" => 500,
                "公斤" or "千克" or "kg" => 1000,
                "克" or "g" => 1,
                "两" => 50,
                _ => null,
            };
            if (grams is { } g) return ((long)Math.Round(value * g), true);
            return ((long)Math.Round(value * sku.Per), unit is "" or "份" or "单" || unit == sku.Unit);
        }

        if (unit is "斤" or "公斤" or "千克" or "kg" or "克" or "g" or "两") return (value == Math.Floor(value) ? (long)value : null, unit == sku.Unit);
        if (unit is "箱" or "件" or "提" && unit != sku.Unit && sku.Box > 1) return ((long)(value * sku.Box), false);
        // Thirty eggs are one box of thirty, or thirty boxes: a person must say.
        if (unit is "个" or "枚" or "只" or "颗" or "粒" && unit != sku.Unit && Holds(sku) is { } holds and > 1)
            return (value % holds == 0 ? (long)(value / holds) : null, false);
        var counts = unit is "" or "份" or "单" or "人份" || unit == sku.Unit || sku.Unit is "份" or "";
        return (value == Math.Floor(value) ? (long)value : null, counts || (unit == "个" && !"盒箱袋包板提桶罐瓶捆件".Contains(sku.Unit[0], StringComparison.Ordinal)));
    }

    /// <summary>"30枚" in name or spec: how many single pieces one unit holds.</summary>
    static decimal? Holds(ChainSku sku)
    {
        var s = Width.Half(sku.Name + " " + sku.Spec);
        for (var i = 0; i < s.Length; i++)
            if (char.IsAsciiDigit(s[i]) && (i == 0 || !char.IsAsciiDigit(s[i - 1])) && Quantities.At(s, i) is { Unit: "个" or "枚" or "只" or "颗" or "粒" } count) return count.Value;
        return null;
    }

    /// <summary>What stood before the goods: name and place as written.</summary>
    static string Label(string text, Nickname name, List<Token> seen)
    {
        if (name.Content < name.From) return text[name.From..Math.Min(name.To, text.Length)].Trim();
        var first = seen.Where(t => t.Start >= name.To && t.Kind is not (TokenKind.Place or TokenKind.Door or TokenKind.Space or TokenKind.Dash))
            .Select(t => t.Start).DefaultIfEmpty(text.Length).Min();
        return text[..Math.Min(Math.Max(first, name.To), text.Length)].Trim().TrimEnd('要', ',', '，', '、', ':', '：', '-', '—', ' ');
    }
}

/// <param name="Breaks">A comma or its like follows.</param>
sealed record Stretch(List<Token> Tokens, bool InBrackets, bool Breaks);
