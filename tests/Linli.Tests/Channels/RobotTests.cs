using System.Net.Http.Json;
using System.Text.Json;
using Linli.Channels;
using Linli.Platform;
using Linli.Tests.Fulfilment;
using Linli.Tests.Ordering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Channels;

/// <summary>群机器人: what is posted into a group, never more than twenty a minute, each once.</summary>
public class RobotTests
{
    const string Key = "693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa";
    static readonly HttpClient http = new();

    static async Task Control(Town town, string path, object body) =>
        (await http.PutAsJsonAsync($"{town.World.Address}/control/wecom/{path}", body)).EnsureSuccessStatusCode();

    static async Task<(DateTimeOffset At, string Text)[]> Posts(Town town) => [.. JsonSerializer.Deserialize<JsonElement>(
        await http.GetStringAsync($"{town.World.Address}/control/wecom/posts?key={Key}")).EnumerateArray()
        .Select(p => (p.GetProperty("at").GetDateTimeOffset(), p.GetProperty("text").GetString()!))];

    static async Task<Guid> Robot(Town town, params string[] topics)
    {
        await Control(town, "robots", new { key = Key });
        var id = Guid.CreateVersion7();
        var made = (await town.Owner.Put($"/robots/{id}", new { name = "1 群", topics, address = $"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={Key}" })).Ok();
        Assert.Equal("5aaa", made.String("keyTail"));
        return id;
    }

    [Fact]
    public async Task A_group_hears_of_a_new_list_of_the_cut_off_and_of_the_arrival()
    {
        await using var town = await Town.Open();
        var robot = await Robot(town, "published", "cutOff", "arrived");
        var sale = await Sale.Of(town);
        (await sale.Order(await town.Resident(), eggs: 2, tomatoes: 500)).Ok();
        (await sale.Order(await town.Resident(), eggs: 1)).Ok();
        await sale.CutOff();
        await sale.ArriveAll();
        var posts = await Posts(town);
        Assert.Equal(3, posts.Length);
        Assert.Contains("鸡蛋", posts[0].Text, StringComparison.Ordinal);
        Assert.Contains("2 户，2 单\n鸡蛋 3 盒\n番茄 1 斤", posts[1].Text, StringComparison.Ordinal);
        Assert.Contains("到货了\n📍 南门店", posts[2].Text, StringComparison.Ordinal);
        Assert.All((await town.Owner.Get($"/dispatches?via={robot}")).Ok().Items, d => Assert.Equal("sent", d.GetProperty("state").GetString()));

        // Only what the group wants, of the leader it belongs to.
        (await town.Owner.Put($"/robots/{robot}", new { name = "1 群", topics = new[] { "published" }, leader = (await town.Staff(Role.Leader)).Id.Value })).Ok();
        await Sale.Of(town);
        Assert.Equal(3, (await Posts(town)).Length);
    }

    [Fact]
    public async Task Twenty_a_minute_are_never_exceeded_on_any_number_of_hosts_and_none_is_lost()
    {
        await using var town = await Town.Open();
        var robot = await Robot(town, "published");
        for (var i = 0; i < 45; i++) (await town.Owner.Put($"/robots/{robot}/tests/{Guid.CreateVersion7()}")).Ok();
        await using var other = town.AnotherHost();
        for (var i = 0; i < 40 && (await Posts(town)).Length < 45; i++)
        {
            await Task.WhenAll(town.Settle(), other.Settle());
            town.Clock.Pass(TimeSpan.FromSeconds(7));
        }

        await town.Settle();
        var posts = await Posts(town);
        Assert.Equal(45, posts.Length);
        Assert.All(posts, p => Assert.True(posts.Count(q => q.At > p.At - TimeSpan.FromMinutes(1) && q.At <= p.At) <= 20));
        // WeCom never had to refuse one.
        Assert.Equal(45, (await town.Owner.Get($"/dispatches?via={robot}&take=100")).Ok().Items.Count(d => d.GetProperty("state").GetString() == "sent" && d.GetProperty("tries").GetInt32() == 1));
    }

    [Theory]
    [InlineData("busy", "sent", 1), InlineData("lost", "unclear", 1), InlineData("gone", "refused", 0)]
    public async Task Whatever_WeCom_answers_a_post_is_made_at_most_once(string fault, string state, int posts)
    {
        await using var town = await Town.Open();
        var (robot, test) = (await Robot(town, "published"), Guid.CreateVersion7());
        await Control(town, "fault", new { fault });
        for (var i = 0; i < 2; i++) (await town.Owner.Put($"/robots/{robot}/tests/{test}")).Ok();
        await town.Settle();
        await Control(town, "fault", new { });
        await town.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(posts, (await Posts(town)).Length);
        var shown = Assert.Single((await town.Owner.Get("/dispatches?carrier=robot")).Ok().Items);
        Assert.Equal(state, shown.GetProperty("state").GetString());
        Assert.DoesNotContain(Key, shown.ToString(), StringComparison.Ordinal);

        if (state == "sent")
        {
            Assert.Equal("dispatch.not-stuck", (await town.Owner.Put($"/dispatches/{test}/tries/{shown.GetProperty("tries").GetInt32()}")).Refused);
            return;
        }

        // Somebody has put it right and sends it again, tapping twice.
        for (var i = 0; i < 2; i++) (await town.Owner.Put($"/dispatches/{test}/tries/1")).Ok();
        await town.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(posts + 1, (await Posts(town)).Length);
        Assert.Equal("dispatch.unknown", (await town.Owner.Put($"/dispatches/{Guid.CreateVersion7()}/tries/1")).Refused);
    }

    [Fact]
    public async Task A_key_is_kept_encrypted_and_never_shown_and_wrong_settings_are_refused()
    {
        await using var town = await Town.Open();
        var robot = await Robot(town, "published");
        Assert.DoesNotContain(Key, (await town.Owner.Get("/robots")).Ok().Text, StringComparison.Ordinal);
        await town.Within(async services =>
            Assert.DoesNotContain(Key, (await services.GetRequiredService<LinliDb>().Set<Robot>().AsNoTracking().SingleAsync()).SealedKey, StringComparison.Ordinal));

        Task<Answer> Set(object body, Guid? id = null) => town.Owner.Put($"/robots/{id ?? Guid.CreateVersion7()}", body);
        string[] topics = ["arrived"];
        var address = $"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={Key}";
        Assert.Equal("robot.name", (await Set(new { name = " ", topics, address })).Refused);
        Assert.Equal("robot.topics", (await Set(new { name = "群", topics = Array.Empty<string>(), address })).Refused);
        Assert.Equal("robot.address-wrong", (await Set(new { name = "群", topics })).Refused);
        Assert.Equal("robot.address-wrong", (await Set(new { name = "群", topics, address = "https://elsewhere.example/?key=1" })).Refused);
        Assert.Equal("robot.leader-unknown", (await Set(new { name = "群", topics, address, leader = town.Clerk.Id.Value })).Refused);
        Assert.Equal("robot.unknown", (await town.Owner.Put($"/robots/{Guid.CreateVersion7()}/tests/{Guid.CreateVersion7()}")).Refused);
        // Without an address the key stays.
        (await Set(new { name = "改名", topics }, robot)).Ok();
        (await town.Owner.Put($"/robots/{robot}/tests/{Guid.CreateVersion7()}")).Ok();
        await town.Settle();
        Assert.Single(await Posts(town));
        // Switched off, what waits is not sent.
        (await Set(new { name = "改名", topics, active = false }, robot)).Ok();
        (await town.Owner.Put($"/robots/{robot}/tests/{Guid.CreateVersion7()}")).Ok();
        await town.Settle();
        Assert.Single(await Posts(town));

        Assert.Equal("wecom.address-wrong", Assert.Throws<Refusal>(() =>
            Posting.Address(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["WeCom:Address"] = "http://elsewhere.example" }).Build())).Code);
    }
}
