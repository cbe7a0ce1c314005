using System.Text;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Places;
using Linli.Platform;
using Linli.Tests.Catalog;

namespace Linli.Tests.Campaigns;

[Trait("needs", "nothing")]
public sealed class ChainReaderTests
{
    static readonly ChainSku eggs = Sku("土鸡蛋", "30枚", Measure.Piece, "盒", box: 12);
    static readonly ChainSku milk = Sku("鲜牛奶", "950ml", Measure.Piece, "瓶", box: 24);
    static readonly ChainSku greens = Sku("小白菜", "", Measure.Weight, "500g");
    static readonly ChainSku tomatoes = Sku("番茄", "", Measure.Weight, "500g", aliases: ["西红柿"]);
    static readonly ChainSku pork = Sku("五花肉", "", Measure.Weight, "500g", step: 50);
    static readonly ChainSku bigBerries = Sku("草莓", "大盒", Measure.Piece, "盒");
    static readonly ChainSku smallBerries = Sku("草莓", "小盒", Measure.Piece, "盒");
    static readonly ChainPlace south = new(Id.New<PickupPointId>(), "南门店", ["南门"]);
    static readonly ChainPlace zone = new(Id.New<PickupPointId>(), "H区", []);
    static readonly ChainContext shop = new([eggs, milk, greens, tomatoes, pork, bigBerries, smallBerries], [south, zone], [], new(2026, 7, 1));

    static ChainSku Sku(string name, string spec, Measure measure, string unit, int box = 1, int step = 0, string[]? aliases = null) =>
        new(Id.New<SkuId>(), name, spec, aliases ?? [], unit, measure, measure == Measure.Weight ? 500 : 1,
            step > 0 ? step : measure == Measure.Weight ? 250 : 1, box, new(1000));

    [Fact]
    public void Labelled_chains_of_a_kitchen_are_read_as_they_were_meant()
    {
        var score = Labelled.Judge(Labelled.Meals(RealData.Of("jielong")));
        Assert.True(score.Quantities >= score.Entries * 0.99, string.Join('\n', score.Misses));
        Assert.True(score.Areas >= score.Entries * 0.98, string.Join('\n', score.Misses));
        Assert.Equal(score.Chains, score.Totals);
        Assert.Equal(0, score.WrongSure);
        Assert.True(score.Sure >= score.Entries * 0.9, "a reader that is never sure helps nobody");
    }

    [Fact]
    public void Every_form_of_chain_that_is_known_is_read()
    {
        var (cases, wrong) = Labelled.Forms(RealData.Of("jielong"));
        Assert.True(cases > 0 && wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(Labelled.Kitchens(RealData.Of("jielong")));
    }

    [Theory]
    [InlineData("小白 鸡蛋2盒 牛奶3瓶", "小白", "土鸡蛋 2, 鲜牛奶 3")]
    [InlineData("陈 阿姨 两斤小白菜、半斤五花肉、一斤半番茄", "陈 阿姨", "小白菜 1000, 五花肉 250, 番茄 750")]
    [InlineData("李四鸡蛋x2，小白一斤，西红柿 +1", "李四", "土鸡蛋 2, 小白菜 500, 番茄 500")]
    [InlineData("王五 ２盒鸡蛋　３斤番茄", "王五", "土鸡蛋 2, 番茄 1500")]
    [InlineData("云朵☁️ 草莓一大一小", "云朵☁️", "草莓大盒 1, 草莓小盒 1")]
    [InlineData("孙七 鸡蛋 牛奶 各2", "孙七", "土鸡蛋 2, 鲜牛奶 2")]
    [InlineData("杨八 俩鸡蛋", "杨八", "土鸡蛋 2")]
    [InlineData("朱九 鸡蛋仨", "朱九", "土鸡蛋 3")]
    [InlineData("秦十 五花肉一斤二两", "秦十", "五花肉 600")]
    [InlineData("许一 鸡蛋：3 牛奶：2", "许一", "土鸡蛋 3, 鲜牛奶 2")]
    [InlineData("蒋五：鸡蛋1，牛奶2", "蒋五", "土鸡蛋 1, 鲜牛奶 2")]
    [InlineData("卫四 鸡蛋2番茄3", "卫四", "土鸡蛋 2, 番茄 1500")]
    [InlineData("何二 2x牛奶", "何二", "鲜牛奶 2")]
    [InlineData("吕三 鸡蛋*2+牛奶*1", "吕三", "土鸡蛋 2, 鲜牛奶 1")]
    [InlineData("施四 小白菜(不要烂叶) 2斤 不要香菜", "施四", "小白菜 1000")]
    [InlineData("A0 老张-卖房 鸡蛋1盒", "A0", "土鸡蛋 1")]
    [InlineData("卫五 鸡蛋2盒已转50", "卫五", "土鸡蛋 2")]
    [InlineData("张三 三栋二单元501 13812345678 牛奶2瓶 已付", "张三", "鲜牛奶 2")]
    public void Entries_are_read_with_goods_and_amounts(string entry, string nickname, string goods)
    {
        var read = Assert.Single(ChainReader.Read($"#接龙\n今日清单\n\n1. {entry}", shop).Entries);
        Assert.Equal(nickname, read.Nickname);
        Assert.Equal(goods, Goods(read));
        Assert.Equal((Confidence.Sure, ChainMeaning.Order), (read.Confidence, read.Meaning));
    }

    [Theory]
    [InlineData("王五 一箱牛奶", "unit")]
    [InlineData("冯一 2斤", "goods-missing")]
    [InlineData("楮三 草莓2盒", "goods-several")]
    [InlineData("周八 白菜2斤", "amount-unsure")]
    [InlineData("吴九 火龙果2个", "goods-unknown")]
    [InlineData("郑十", "no-goods")]
    [InlineData("陈二 五花肉1.23斤", "amount-step")]
    [InlineData("冯二 鸡蛋1~2盒", "range")]
    [InlineData("陈三 鸡蛋2000盒", "too-much")]
    [InlineData("小王 鸡蛋100盒", "amount-unsure")]
    [InlineData("王一 鸡蛋30个", "amount-unsure")]
    [InlineData("尤二 鸡蛋2盒 取消", "cancel-part")]
    [InlineData("小吴 鸡蛋1盒 李姐 牛奶2瓶", "word-between")]
    public void What_is_not_sure_says_why(string entry, string reason)
    {
        var read = Assert.Single(ChainReader.Read($"#接龙\n今日清单\n\n1. {entry}", shop).Entries);
        Assert.NotEqual(Confidence.Sure, read.Confidence);
        Assert.Contains(reason, read.Reasons.Select(r => r.Code));
    }

    [Theory]
    [InlineData("小白 再加1盒鸡蛋", ChainMeaning.Add)]
    [InlineData("小白 +1盒鸡蛋", ChainMeaning.Add)]
    [InlineData("小白 鸡蛋改成3盒", ChainMeaning.Replace)]
    [InlineData("小白 取消1盒鸡蛋", ChainMeaning.Less)]
    [InlineData("小白 不要了", ChainMeaning.Cancel)]
    [InlineData("小̶白̶ ̶鸡̶蛋̶2̶盒̶", ChainMeaning.Cancel)]
    [InlineData("~~小白 鸡蛋2盒~~", ChainMeaning.Cancel)]
    public void A_later_entry_of_the_same_person_adds_takes_away_or_corrects(string later, ChainMeaning meaning)
    {
        var read = ChainReader.Read($"#接龙\n今日清单\n\n1. 小白 鸡蛋2盒\n2. {later}", shop).Entries;
        Assert.Equal(read[0].Key, read[1].Key);
        Assert.Equal(meaning, read[1].Meaning);
    }

    [Fact]
    public void Codes_of_a_menu_in_the_text_stand_for_goods()
    {
        var read = ChainReader.Read("#接龙\nA 土鸡蛋 28元/盒\nB 鲜牛奶 6.5元/瓶\n① 番茄\n例 小王 A2 B1\n\n1. 张三 A2 B1\n2. 李四 a1b3\n3. 王五 ①两斤", shop);
        Assert.Equal(["土鸡蛋 2, 鲜牛奶 1", "土鸡蛋 1, 鲜牛奶 3", "番茄 1000"], read.Entries.Select(Goods));
        Assert.Equal(["A", "B", "①"], read.Menu.Select(m => m.Code));
        Assert.Equal(new Money(650), read.Menu[1].Price);
    }

    [Fact]
    public void A_numbered_menu_is_answered_by_its_numbers()
    {
        var read = ChainReader.Read("#接龙\n【今日】\n1⃣土鸡蛋 28\n2️⃣鲜牛奶 6.5元/瓶\n3⃣小白菜 3元/斤\n\n1. 9栋502 2⃣x2\n2. 12-302 ①+③\n3. 李姐 3号2份\n4. 赵六 鸡蛋2️⃣盒", shop);
        Assert.Equal(["鲜牛奶 2", "土鸡蛋 1, 小白菜 500", "小白菜 1000", "土鸡蛋 2"], read.Entries.Select(Goods));
        Assert.All(read.Entries, e => Assert.Equal(Confidence.Sure, e.Confidence));
    }

    [Fact]
    public void One_of_each_and_the_same_as_above_are_understood_but_asked_about()
    {
        var read = ChainReader.Read("#接龙\n今日清单\n\n1. 王五 每样一份\n2. 小白 鸡蛋2盒\n3. 小周 同上", shop);
        Assert.Equal(shop.Skus.Count, read.Entries[0].Items.Count);
        Assert.Equal("土鸡蛋 2", Goods(read.Entries[2]));
        Assert.Equal([["everything"], ["same-as-above"]], new[] { read.Entries[0], read.Entries[2] }.Select(e => e.Reasons.Select(r => r.Code)));
    }

    [Fact]
    public void A_door_a_place_a_phone_and_a_day_are_found()
    {
        var read = Assert.Single(ChainReader.Read("#接龙\n清单\n\n1. 张三 三栋二单元501 138 1234 5678 南门 周五晚上 鸡蛋1盒", shop).Entries);
        Assert.Equal(new ChainDoor("3", "2", "501"), read.Door);
        Assert.Equal((south.Point, "13812345678"), (read.Point!.Value, read.Phone));
        Assert.Equal((new DateOnly(2026, 7, 3), DayPart.Evening), (read.Day!.Value, read.Part!.Value));
        Assert.Equal(new ChainDoor("3", "2", "501"), ChainReader.Read("1. 李四 3-2-501 鸡蛋", shop).Entries[0].Door);
    }

    [Fact]
    public void A_pickup_point_is_known_by_the_beginning_of_its_name_when_no_other_begins_so()
    {
        ChainPlace Point(string name) => new(Id.New<PickupPointId>(), name, []);
        var places = shop with { Places = [Point("南门便民店"), Point("北门驿站"), Point("杏雨路一号店"), Point("杏雨路二号店")] };
        var read = ChainReader.Read("#接龙\n清单\n\n1. 张三 鸡蛋1盒 南门\n2. 李四 北门 鸡蛋1盒\n3. 王五 鸡蛋1盒 杏雨路\n4. 赵六 鸡蛋1盒 南门便民店", places);
        Assert.Equal(["南门便民店", "北门驿站", null, "南门便民店"], read.Entries.Select(e => e.Place));
    }

    [Fact]
    public void Copied_chat_with_names_and_times_is_read_and_talk_is_left_out()
    {
        var read = ChainReader.Read("张三 10:23\n鸡蛋2盒\n李四 昨天 上午10:25\n好的\n王五 2026/7/1 11:00:02\n番茄3斤\n牛奶1瓶\n[图片]", shop);
        Assert.Equal(["张三: 土鸡蛋 2", "王五: 番茄 1500, 鲜牛奶 1"], read.Entries.Select(e => $"{e.Nickname}: {Goods(e)}"));
        Assert.Equal(5, read.Lines.Count(l => l.Kind == ChainLineKind.Noise));
    }

    [Fact]
    public void Of_several_copies_of_a_chain_the_last_counts()
    {
        var read = ChainReader.Read("张三 10:23\n#接龙\n清单\n\n1. 张三 鸡蛋2盒\n李四 10:30\n#接龙\n清单\n\n1. 张三 鸡蛋3盒\n2. 李四 鸡蛋1盒", shop);
        Assert.Equal(["土鸡蛋 3", "土鸡蛋 1"], read.Entries.Select(Goods));
        Assert.Contains("superseded", read.Issues.Select(i => i.Code));
    }

    [Fact]
    public void A_known_nickname_is_one_whatever_it_contains()
    {
        var known = shop with { Names = ["不要2份", "小白菜 家"] };
        var read = ChainReader.Read("#接龙\n清单\n\n1. 不要2份 鸡蛋1盒\n2. 小白菜 家 番茄2斤", known).Entries;
        Assert.Equal(["不要2份: 土鸡蛋 1", "小白菜 家: 番茄 1000"], read.Select(e => $"{e.Nickname}: {Goods(e)}"));
    }

    [Fact]
    public void What_is_too_long_is_refused_and_the_longest_is_read()
    {
        Assert.Equal("chain.too-long", Assert.Throws<Refusal>(() => ChainReader.Read(new string('龙', 70_000), shop)).Code);
        var most = "#接龙\n清单\n\n" + string.Join('\n', Enumerable.Range(1, 2000).Select(i => $"{i}. 邻居{i}号 鸡蛋{i % 5 + 1}盒 番茄2斤"));
        var read = ChainReader.Read(most, shop);
        Assert.Equal(2000, read.Entries.Count);
        Assert.All(read.Entries, (e, i) => Assert.Equal($"土鸡蛋 {(i + 1) % 5 + 1}, 番茄 1000", Goods(e)));
        Assert.Equal("chain.too-long", Assert.Throws<Refusal>(() => ChainReader.Read(most + "\n2001. 多一个 鸡蛋1盒", shop)).Code);
    }

    [Fact]
    public void What_is_written_is_read_back_identical_in_any_order_spacing_and_width()
    {
        for (var seed = 1; seed <= 400; seed++)
        {
            var random = new Random(seed);
            var written = Enumerable.Range(0, random.Next(1, 25)).Select(_ => Somebody(random)).DistinctBy(w => ChainKey.Of(w.Nickname)).ToList();
            var text = ChainWriter.Write("今日清单 7月2日", "新鲜到店\n每户限两盒", written, "今晚 20:00 截单", shop);
            var plain = ChainReader.Read(text, shop);
            var wanted = written.Select(Said).ToList();
            Assert.True(wanted.SequenceEqual(plain.Entries.Select(Said)), $"seed {seed}\n{text}\n{string.Join('\n', plain.Entries.Select(Said))}");
            Assert.True(plain.IsNative && plain.Title == "今日清单 7月2日" && plain.Closing == "今晚 20:00 截单", $"seed {seed}");

            var shuffled = ChainReader.Read(Disturb(text, plain, random), shop);
            Assert.True(wanted.Order().SequenceEqual(shuffled.Entries.Select(Said).Order()),
                $"seed {seed}\n{Disturb(text, plain, new(seed))}\n{string.Join('\n', shuffled.Entries.Select(Said))}");
        }
    }

    static readonly string[] nicknames =
        ["小白", "云朵☁️", "维 维", "Helen Yao", "不要向我手指的方向看", "茄子QieZhi 2", "。", "🍀 宋航", "H3的猫", "要3份", "番茄姐姐", "三姐", "Ivy(Fang)", "九个橙子", "M", "已付达人", "12号", "A座王", "鸡蛋", "早睡"];

    static ChainWritten Somebody(Random random)
    {
        var name = nicknames[random.Next(nicknames.Length)] + (random.Next(3) == 0 ? $"{(char)('a' + random.Next(26))}{(char)('a' + random.Next(26))}" : "");
        var lines = shop.Skus.Where(k => k != bigBerries && k != smallBerries).OrderBy(_ => random.Next()).Take(random.Next(1, 4))
            .Select(k => (k, (long)(k.Step * random.Next(1, 9)))).ToList();
        return new(name, lines, random.Next(3) == 0 ? south.Name : null, random.Next(3) == 0 ? "放门口" : "", random.Next(4) == 0);
    }

    /// <summary>Other numbers, other order, other blanks, other width.</summary>
    static string Disturb(string text, ChainText plain, Random random)
    {
        var head = plain.Lines.TakeWhile(l => l.Kind != ChainLineKind.Entry).Select(l => l.Text);
        var entries = plain.Lines.Where(l => l.Kind == ChainLineKind.Entry).Select(l => l.Text[(l.Text.IndexOf('.', StringComparison.Ordinal) + 1)..].Trim())
            .OrderBy(_ => random.Next()).Select((e, i) => $"{i + 1}. {e}");
        var wide = random.Next(2) == 0;
        string Change(string line) => string.Concat(line.Select(c => c switch
        {
            ' ' when random.Next(2) == 0 => wide ? "　" : "  ",
            >= '0' and <= '9' when wide => $"{(char)(c - '0' + '０')}",
            >= 'a' and <= 'z' when wide => $"{(char)(c - 'a' + 'ａ')}",
            _ => $"{c}",
        }));
        return string.Join('\n', [.. head, .. entries.Select(Change), "", .. plain.Closing.Split('\n')]);
    }

    static string Said(ChainWritten w) =>
        $"{ChainKey.Of(w.Nickname)}: {string.Join(", ", w.Lines.Select(l => $"{Name(l.Sku)} {l.Amount}"))} {w.Place} {w.Paid}";

    static string Said(ChainEntry e) => $"{e.Key}: {Goods(e)} {e.Place} {e.SaysPaid}" + (e.Confidence == Confidence.Sure ? "" : $" {e.Confidence}");

    static string Goods(ChainEntry entry) => string.Join(", ", entry.Items.Select(i =>
        shop.Skus.FirstOrDefault(k => k.Sku == i.Sku) is { } sku ? $"{Name(sku)} {i.Amount}" : $"? {i.Quantity}"));

    static string Name(ChainSku sku) => sku == bigBerries || sku == smallBerries ? sku.Name + sku.Spec : sku.Name;

    [Fact]
    public void No_text_breaks_it_exceeds_the_limit_or_loses_a_line()
    {
        var seeds = new List<string>
        {
            "#接龙\n今日清单\nA 土鸡蛋 28元/盒\n例 小王 A2\n\n1. 小白 鸡蛋2盒 3-2-501\n2. 李四鸡蛋x2，小白一斤\n3. 王五 2盒鸡蛋 已付\n\n谢谢大家", "张三 10:23\n鸡蛋2盒\n李四改成3份\n",
        };
        if (RealData.Has("jielong"))
        {
            seeds.AddRange(Labelled.Meals(RealData.Of("jielong")).Select(m => m.Text));
            seeds.AddRange(Labelled.Load(RealData.Of("jielong"), "forms.json").GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("text", out var _)).Select(c => c.GetProperty("text").GetString()!));
        }

        for (var seed = 1; seed <= 1200; seed++)
        {
            var random = new Random(seed);
            var text = seed % 3 == 0 ? Noise(random) : Mutate(seeds[random.Next(seeds.Count)], random);
            ChainText read;
            try
            {
                read = ChainReader.Read(text, seed % 2 == 0 ? shop : new([Labelled.Meal], [zone], ["小白"], new(2026, 7, 1)));
            }
            catch (Refusal no) when (no.Code == "chain.too-long") { continue; }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {text}", e);
            }

            var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
            Assert.Equal(lines, read.Lines.Select(l => l.Text));
            Assert.All(read.Lines, l => Assert.True(l.Kind == ChainLineKind.Blank == (l.Text.All(c => char.IsWhiteSpace(c) || ChainKey.IsInvisible(c))) || l.Kind != ChainLineKind.Blank, $"seed {seed}: {l}"));
            Assert.All(read.Lines.Where(l => l.Entry is not null), l => Assert.InRange(l.Entry!.Value, 0, read.Entries.Count - 1));
            foreach (var item in read.Entries.SelectMany(e => e.Items))
                Assert.True(item.Amount is null or (> 0 and <= 500_000) && item.Quantity >= 0, $"seed {seed}: {item}");
            Assert.All(read.Entries, e => Assert.True(e.Confidence == Confidence.Sure || e.Reasons.Count > 0, $"seed {seed}: {e.Raw} is doubted without a reason"));
        }
    }

    static string Mutate(string text, Random random)
    {
        var changed = new StringBuilder(text);
        for (var n = random.Next(1, 30); n > 0 && changed.Length > 2; n--)
        {
            var at = random.Next(changed.Length - 1);
            switch (random.Next(6))
            {
                case 0: changed.Remove(at, 1); break;
                case 1: changed.Insert(at, "两半三x×*+-0123456789份斤箱栋 \n，（）🍎\u0336\u200d"[random.Next(30)]); break;
                case 2: changed[at] = (char)random.Next(0x20, 0xFFFF); break;
                case 3: changed.Insert(at, changed.ToString(at, Math.Min(40, changed.Length - at))); break;
                case 4: changed.Insert(at, "99999999999999999999"); break;
                default: changed.Insert(at, Environment.NewLine); break;
            }
        }

        return changed.ToString();
    }

    static string Noise(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 2000)).Select(_ => random.Next(4) switch
    {
        0 => (char)random.Next(0x4e00, 0x9fff),
        1 => (char)random.Next(0, 0xffff),
        2 => "\n\r\t 0123456789.、()#接龙"[random.Next(20)],
        _ => "一二两三半十百斤份盒栋单元号x×+-*改成不要了"[random.Next(23)],
    }));
}
