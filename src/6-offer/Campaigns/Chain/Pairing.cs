using Linli.Catalog;

namespace Linli.Campaigns;

/// <summary>
/// 搭配 — joins amounts and goods of an entry that may want several things. Chinese writes both 两斤西瓜 and 西瓜两斤;
/// which way round is decided for each stretch between commas by what comes first in it.
/// </summary>
sealed class Pairing(
    Lexicon lexicon, string s, string text, List<ChainItem> items, List<string> notes, Action<string, string, string> doubt)
{
    /// <param name="Goods">Nothing for words that name no goods we know.</param>
    sealed class Wanted(string words, IReadOnlyList<ChainSku> goods, Fit fit)
    {
        public string Words { get; } = words;
        public IReadOnlyList<ChainSku> Goods { get; } = goods;
        public Fit Fit { get; } = fit;
        public Quantity? Quantity { get; set; }
    }

    readonly List<Wanted> wanted = [];
    readonly List<Quantity> stray = [];
    bool everything;
    bool hasCode;

    public void Read(List<Stretch> stretches, bool free)
    {
        hasCode = stretches.Any(x => x.Tokens.Any(t => t.Kind == TokenKind.Code));
        var outside = stretches.Any(x => !x.InBrackets && x.Tokens.Any(t => t.Kind is TokenKind.Goods or TokenKind.Code));
        for (var from = 0; from < stretches.Count;)
        {
            var to = from;
            while (to < stretches.Count - 1 && !stretches[to].Breaks && stretches[to + 1].InBrackets == stretches[from].InBrackets) to++;
            var clause = stretches[from..(to + 1)];
            if (clause[0].InBrackets && (outside || free)) notes.Add(TextOf(clause));
            else Clause(clause);
            from = to + 1;
        }

        Settle(free);
    }

    /// <param name="Mate">The amount glued to goods: 两斤西瓜, 西瓜两斤.</param>
    readonly record struct Atom(Token Token, Quantity? Mate)
    {
        public bool IsQuantity => Token.Kind == TokenKind.Quantity;
    }

    void Clause(List<Stretch> clause)
    {
        var atoms = Atoms(clause);
        var loose = atoms.Where(a => a.Mate is null).ToList();
        var quantityFirst = loose is [{ IsQuantity: true }, ..] && loose.Any(a => !a.IsQuantity);
        Quantity? pending = null;
        var open = new List<Wanted>();
        var each = false;
        foreach (var atom in atoms)
        {
            switch (atom.Token.Kind)
            {
                case TokenKind.Each:
                    each = everything = true;
                    break;
                case TokenKind.Quantity when each:
                    foreach (var one in wanted.Where(w => w.Quantity is null)) one.Quantity = atom.Token.Quantity;
                    if (wanted.Count == 0) pending = atom.Token.Quantity;
                    (each, open) = (false, []);
                    break;
                case TokenKind.Quantity when (!quantityFirst || Multiplies(atom.Token)) && open is [.., { Quantity: null } last]:
                    last.Quantity = atom.Token.Quantity;
                    break;
                case TokenKind.Quantity:
                    Leave(pending, open);
                    pending = atom.Token.Quantity;
                    break;
                default:
                    if (atom.Mate is not null)
                    {
                        Leave(pending, open);
                        pending = null;
                    }

                    var made = Make(atom.Token);
                    if (made is null) break;
                    (made.Quantity, pending) = (atom.Mate ?? pending, null);
                    wanted.Add(made);
                    open.Add(made);
                    break;
            }
        }

        Leave(pending, open);
    }

    /// <summary>An amount that found nothing behind it belongs to what stands before it, or to nothing we know.</summary>
    void Leave(Quantity? pending, List<Wanted> open)
    {
        if (pending is not { } quantity) return;
        if (open is [.., { Quantity: null } last]) last.Quantity = quantity;
        else stray.Add(quantity);
    }

    /// <summary>"牛奶x3": the sign points back to the goods whatever the order elsewhere.</summary>
    bool Multiplies(Token quantity) => s[quantity.Start] is 'x' or '×' or '*' or '+' or '✖' or '➕';

    /// <summary>The tokens that count: words that only say how (不要辣, 换杂粮饭) become the note.</summary>
    List<Atom> Atoms(List<Stretch> clause)
    {
        var atoms = new List<Atom>();
        foreach (var stretch in clause.Select(Weighed))
        {
            var swap = stretch.Tokens.Any(t => t.Kind == TokenKind.Refuse && s[t.Start] == '换');
            var refused = false;
            var own = new List<Token>();
            foreach (var token in stretch.Tokens)
            {
                refused |= token.Kind == TokenKind.Refuse;
                if (!refused && (!swap || token.Kind == TokenKind.Quantity) && Counts(token)) own.Add(token);
            }

            if (refused) notes.Add(text[stretch.Tokens[0].Start..Math.Min(text.Length, stretch.Tokens[^1].End)]);
            if (own is [{ Kind: TokenKind.Quantity } before, { Kind: not (TokenKind.Quantity or TokenKind.Each) } goods]) atoms.Add(new(goods, before.Quantity));
            else if (own is [{ Kind: not (TokenKind.Quantity or TokenKind.Each) } named, { Kind: TokenKind.Quantity } behind]) atoms.Add(new(named, behind.Quantity));
            else atoms.AddRange(own.Select(t => new Atom(t, null)));
        }

        return atoms;
    }

    bool Counts(Token token) => token.Kind is TokenKind.Quantity or TokenKind.Goods or TokenKind.Code or TokenKind.Each
        || (token.Kind == TokenKind.Word && !EntryReader.IsFiller(Words(token)));

    /// <summary>A part of a name inside a longer unknown word ("凤梨板烧四件套") is that word, not the goods.</summary>
    Stretch Weighed(Stretch stretch)
    {
        var tokens = stretch.Tokens.ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i] is not { Kind: TokenKind.Goods, Goods.Fit: >= Fit.Part } part) continue;
            var (first, last) = (i, i);
            while (first > 0 && tokens[first - 1].Kind == TokenKind.Word && !EntryReader.IsFiller(Words(tokens[first - 1]))) first--;
            while (last + 1 < tokens.Count && tokens[last + 1].Kind == TokenKind.Word && !EntryReader.IsFiller(Words(tokens[last + 1]))) last++;
            var whole = new Token(TokenKind.Word, tokens[first].Start, tokens[last].End);
            if (first == last || (part.End - part.Start) * 2 > whole.End - whole.Start) continue;
            tokens.RemoveRange(first, last - first + 1);
            tokens.Insert(first, whole);
            i = first;
        }

        return stretch with { Tokens = tokens };
    }

    string Words(Token token) => text[token.Start..Math.Min(text.Length, token.End)].Trim().TrimStart('要', '来', '订', '和', '加').Trim();

    Wanted? Make(Token atom)
    {
        if (atom.Kind is TokenKind.Word) return new(Words(atom), [], Fit.Shared);
        // Behind a code the words describe it: "J 鸡胸球".
        if (hasCode && atom.Kind == TokenKind.Goods)
        {
            notes.Add(Words(atom));
            return null;
        }

        if (atom.Goods.Skus is [var same] && wanted.Any(w => w.Goods is [var before] && before.Sku == same.Sku && w.Quantity is null)) return null;
        return new(Words(atom), atom.Goods.Skus, atom.Goods.Fit);
    }

    void Settle(bool free)
    {
        if (everything && wanted.Count == 0 && !free && stray.Count <= 1)
        {
            // "每样一份": all that is on the list.
            var count = stray.Count == 1 ? stray[0] : default;
            doubt("everything", $"“每样”按清单上 {lexicon.Skus.Count} 样各要一份算，对吗", $"Read as one of each of the {lexicon.Skus.Count} goods");
            items.AddRange(lexicon.Skus.Select(k => EntryReader.Item(k, stray.Count == 1 ? count.Value : 1, stray.Count == 1 ? count.Unit : "", k.Name, Confidence.Unsure)));
            stray.Clear();
            return;
        }

        Bind();
        foreach (var one in wanted)
        {
            var (value, unit) = (one.Quantity?.Value ?? 1, one.Quantity?.Unit ?? "");
            if (one.Quantity is { IsRange: true }) doubt("range", "写的是一个范围，请定一个数", "A range is written; please settle on a number");
            if (one.Goods.Count > 0) items.Add(Known(one, value, unit));
            else if (free) items.Add(new(one.Words, value, unit, null, null, Confidence.Unsure, []));
            else Unknown(one, value, unit);
        }

        foreach (var quantity in stray) Lost(quantity);
    }

    /// <summary>One amount and one thing that found no partner belong together: "鸡蛋，2盒".</summary>
    void Bind()
    {
        var single = wanted.Where(w => w.Quantity is null && w.Goods.Count > 0).ToList();
        if (stray.Count != 1 || single.Count != 1 || wanted.Any(w => w.Quantity is not null)) return;
        single[0].Quantity = stray[0];
        stray.Clear();
    }

    ChainItem Known(Wanted one, decimal value, string unit)
    {
        if (one.Goods.Count > 1)
        {
            var which = string.Join("、", one.Goods.Take(4).Select(g => g.Name + g.Spec));
            doubt("goods-several", $"“{one.Words}”可能是{which}，请选一下", $"{one.Words} may be {which}");
            return EntryReader.Item(one.Goods[0], value, unit, one.Words, Confidence.Unsure, one.Goods);
        }

        var name = ChainKey.Fold(one.Goods[0].Name);
        var part = ChainKey.Fold(one.Words);
        var sure = one.Fit < Fit.Part || Lexicon.IsSurePart(name, part);
        var item = EntryReader.Item(one.Goods[0], value, unit, one.Words, sure ? Confidence.Sure : Confidence.Unsure);
        if (item.Confidence == Confidence.Unsure)
            Unsure(one, value, unit, item);
        return item;
    }

    void Unsure(Wanted one, decimal value, string unit, ChainItem item)
    {
        var goods = one.Goods[0];
        if (unit is "箱" or "件" or "提" && item.Amount is { } boxed)
            doubt("unit", $"“{one.Words}{value:0.##}{unit}”按 {boxed} {goods.Unit}算，对吗", $"{value:0.##} {unit} of {one.Words} is read as {boxed} {goods.Unit}");
        else if (item.Amount is null)
            doubt("amount-step", $"“{one.Words}{value:0.##}{unit}”不是能下单的数量，请选一下", $"{one.Words} cannot be ordered in that amount");
        else doubt("amount-unsure", $"“{one.Words}{value:0.##}{unit}”按“{goods.Name}”算，请看一下", $"{one.Words} is read as {goods.Name}; please look");
    }

    /// <summary>Words that name nothing we sell: a guess when some goods look alike, otherwise a note if nobody put an amount to them.</summary>
    void Unknown(Wanted one, decimal value, string unit)
    {
        var like = lexicon.Like(one.Words);
        if (one.Quantity is null && one.Words.Any(char.IsAsciiDigit) && !hasCode)
            doubt("number-unread", $"“{one.Words}”里的数字没看懂，请看一下", $"The number in {one.Words} was not understood");
        var at = wanted.IndexOf(one);
        if (one.Quantity is null && like.Count == 0 && !hasCode && wanted.Take(at).Any(w => w.Goods.Count > 0) && wanted.Skip(at).Any(w => w.Goods.Count > 0))
            doubt("word-between", $"“{one.Words}”夹在商品中间，是备注还是另一个人，请看一下", $"{one.Words} stands between goods: a note, or somebody else?");
        if (hasCode || (one.Quantity is null && like.Count == 0 && lexicon.FreeChoice is null && wanted.Any(w => w.Goods.Count > 0)))
        {
            notes.Add(one.Words);
            return;
        }

        if (like.Count == 0 && lexicon.FreeChoice is { } any && !wanted.Any(w => w.Goods.Count > 0))
        {
            // "麦辣鸡腿堡 + 麦辣鸡翅": one free choice, described in several words.
            if (items.All(i => i.Sku != any.Sku)) items.Add(EntryReader.Item(any, value, unit, one.Words, Confidence.Unsure));
            doubt("free-choice", $"“{one.Words}”没有编号，按“{any.Name}”算", $"{one.Words} has no code; read as {any.Name}");
            return;
        }

        doubt("goods-unknown", $"清单里没有“{one.Words}”，请选一下或跳过", $"{one.Words} is not on the list");
        var guesses = like.SelectMany(k => EntryReader.Item(k, value, unit, one.Words, Confidence.Unsure).Guesses).Take(4).ToList();
        items.Add(new(one.Words, value, unit, null, null, Confidence.Unsure, guesses));
    }

    /// <summary>An amount of nobody knows what: goods that are sold by this unit are the guess.</summary>
    void Lost(Quantity quantity)
    {
        var written = s[quantity.Start..quantity.End].Trim();
        // After goods with amounts it describes them: "鸡蛋2盒 白菜1把 2袋装".
        var weighed = quantity.Unit is "斤" or "公斤";
        var fits = lexicon.Skus.Where(k => quantity.Unit.Length > 0 && (k.Unit == quantity.Unit || (k.Measure == Measure.Weight && weighed))).Take(4).ToList();
        if (fits.Count == 0 && wanted.Any(w => w.Goods.Count > 0) && quantity.Unit.Length == 0)
        {
            doubt("amount-stray", $"多出一个数“{written}”，请看一下", $"There is a number too many: {written}");
            return;
        }

        doubt("goods-missing", $"“{written}”是要什么，请选一下", $"{written} of what?");
        items.Add(new(written, quantity.Value, quantity.Unit, null, null, Confidence.Unsure,
            [.. (fits.Count > 0 ? fits : lexicon.Skus.Take(4))
                .SelectMany(k => EntryReader.Item(k, quantity.Value, quantity.Unit, written, Confidence.Unsure).Guesses).Take(4)]));
    }

    string TextOf(List<Stretch> clause) => text[clause[0].Tokens[0].Start..Math.Min(text.Length, clause[^1].Tokens[^1].End)];
}
