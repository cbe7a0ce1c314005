using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Linli.Tests.Standins;

/// <summary>The demo shop must be believable, because it is the first thing people see.</summary>
public class DemoShopTests
{
    static readonly string Folder = Path.GetFullPath(Path.Combine(Here(), "../../../src/1-host/Host/Demo"));

    [Fact]
    public void Forty_skus_are_sold_at_a_profit_in_whole_steps_and_boxes()
    {
        var skus = Read("demo-skus.json").EnumerateArray().ToList();

        Assert.Equal(40, skus.Count);
        Assert.Equal(40, skus.Select(sku => Text(sku, "code")).Distinct().Count());
        Assert.Equal(5, skus.Select(sku => Text(sku, "supplier")).Distinct().Count());
        Assert.All(skus, sku =>
        {
            Assert.True(Number(sku, "price") > Number(sku, "cost"), Text(sku, "name"));
            Assert.Equal(0, Number(sku, "boxSize") % Number(sku, "step"));
            Assert.Equal(Text(sku, "name").Length, Text(sku, "pinyin").Split(' ').Length);
            Assert.True(Text(sku, "measure") == "piece" ? Number(sku, "per") == 1 : Number(sku, "per") is 500 or 1000);
        });
    }

    [Fact]
    public void Packaged_goods_carry_a_Chinese_barcode_whose_check_digit_is_right()
    {
        var codes = Read("demo-skus.json").EnumerateArray()
            .Select(sku => sku.GetProperty("barcode").GetString()).OfType<string>().ToList();

        Assert.NotEmpty(codes);
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, code =>
        {
            Assert.Equal(13, code.Length);
            Assert.InRange(int.Parse(code[..3], System.Globalization.CultureInfo.InvariantCulture), 690, 699);
            Assert.Equal(0, code.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10);
        });
    }

    [Fact]
    public void Each_sku_has_a_small_square_picture()
    {
        Assert.All(Read("demo-skus.json").EnumerateArray().Select(sku => Text(sku, "code")), code =>
        {
            var bytes = File.ReadAllBytes(Path.Combine(Folder, "pictures", code + ".webp"));
            Assert.InRange(bytes.Length, 1000, 12 * 1024);
            Assert.Equal("WEBPVP8X", Encoding.ASCII.GetString(bytes, 8, 8));
            Assert.Equal(480, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(24)) + 1);
            Assert.Equal(480, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(27)) + 1);
        });
    }

    [Fact]
    public void Sixty_households_live_in_the_buildings_and_nobody_shares_a_phone()
    {
        var people = Read("demo-people.json");
        var buildings = people.GetProperty("neighbourhood").GetProperty("buildings").EnumerateArray().Select(b => b.GetString()).ToList();
        var points = people.GetProperty("pickupPoints").EnumerateArray().Select(point => Text(point, "name")).ToList();
        var households = people.GetProperty("households").EnumerateArray().ToList();
        var phones = households.Concat(people.GetProperty("staff").EnumerateArray()).Select(one => Text(one, "phone")).ToList();

        Assert.Equal((6, 3, 60), (buildings.Count, points.Count, households.Count));
        Assert.Equal(phones.Count, phones.Distinct().Count());
        Assert.All(phones, phone => Assert.Matches("^1380000[0-9]{4}$", phone));
        Assert.All(households, home =>
        {
            Assert.Contains(Text(home, "building"), buildings);
            Assert.Contains(Text(home, "pickupPoint"), points);
        });
        Assert.Equal(60, households.Select(home => Text(home, "building") + Text(home, "room")).Distinct().Count());
        Assert.Equal(2, people.GetProperty("staff").EnumerateArray().Count(one => Text(one, "role") == "leader"));
    }

    static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))).RootElement;
    static string Text(JsonElement thing, string field) => thing.GetProperty(field).GetString()!;
    static int Number(JsonElement thing, string field) => thing.GetProperty(field).GetInt32();
    static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
