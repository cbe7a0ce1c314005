using System.Text.Json;
using Linli.Commissions;
using Linli.Tests.Catalog;

namespace Linli.Tests.Commissions;

[Trait("needs", "nothing")]
public class IdNumberTests
{
    static readonly DateOnly today = new(2026, 5, 1);

    [Fact]
    public void The_published_vectors_hold()
    {
        var vectors = JsonDocument.Parse(RealData.Read("vectors/gb11643_id_numbers.json")).RootElement;
        // Strict cases ask in which years a county's code existed, which an old number may outlive.
        var cases = vectors.GetProperty("cases").EnumerateArray().Where(c => !c.GetProperty("strict").GetBoolean()).ToList();
        Assert.True(cases.Count >= 17, $"{cases.Count} cases");
        foreach (var one in cases)
        {
            var id = one.GetProperty("id").GetString()!;
            Assert.True(one.GetProperty("valid").GetBoolean() == IdNumber.Read(id, today) is not null, $"{id} {one.GetProperty("note")}");
        }

        foreach (var old in vectors.GetProperty("upgrade_15_to_18").EnumerateObject())
            Assert.Equal(old.Value.GetString(), IdNumber.Read(old.Name, today)?.Text);
    }

    // Made up: region and day of birth of nobody.
    [Theory]
    [InlineData("110101199003078670", true)]
    [InlineData("１１０１０１１９９００３０７８６７０", true)]
    [InlineData(" 44040119580101000x ", true)]
    [InlineData("110101199003078671", false)]
    [InlineData("11010119900307867X", false)]
    [InlineData("110101199002308670", false)]
    [InlineData("1101011990030786", false)]
    [InlineData("11010119900307867a", false)]
    [InlineData("", false)]
    public void Only_what_can_be_a_number_is_read(string text, bool valid) => Assert.Equal(valid, IdNumber.Read(text, today) is not null);

    [Fact]
    public void One_wrong_digit_or_two_exchanged_neighbours_are_found()
    {
        const string good = "110101199003078670";
        for (var i = 0; i < 18; i++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
                if (good[i] != digit) Assert.Null(IdNumber.Read(good[..i] + digit + good[(i + 1)..], today));
            if (i < 17 && good[i] != good[i + 1]) Assert.Null(IdNumber.Read(good[..i] + good[i + 1] + good[i] + good[(i + 2)..], today));
        }
    }

    [Fact]
    public void Nobody_is_born_tomorrow_or_in_a_province_that_is_not()
    {
        Assert.Null(IdNumber.Read("110101199003078670", new(1990, 3, 6)));
        Assert.NotNull(IdNumber.Read("110101199003078670", new(1990, 3, 7)));
        // The check digits are right, the regions are not.
        Assert.Null(IdNumber.Read(WithCheck("99010119900307867"), today));
        Assert.Null(IdNumber.Read(WithCheck("11990119900307867"), today));
    }

    [Fact]
    public void A_number_in_a_text_is_masked()
    {
        var id = IdNumber.Read("110101199003078670", today)!.Value;
        Assert.Equal(("110***********8670", "110***********8670"), (id.Masked, $"{id}"));
        Assert.Equal((new DateOnly(1990, 3, 7), false), (id.Born, id.IsFemale));
    }

    internal static string WithCheck(string digits)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return digits + "10X98765432"[digits.Zip(weights, (d, w) => (d - '0') * w).Sum() % 11];
    }
}
