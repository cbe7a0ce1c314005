using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;
using Linli.Platform;
using Linli.Standins;
using Linli.Tests.Payments;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Linli.Tests;

/// <summary>
/// A whole Linli on a real port and a real database, with one small shop in it, a clock the test moves,
/// and stand-ins for payment and SMS. What nearly every test talks to.
/// </summary>
sealed class Town : WebApplicationFactory<Program>
{
    readonly TestDatabase database;
    readonly bool ownsDatabase;
    readonly Dictionary<string, string> settings;

    public TestDatabase Database => database;
    public Clock Clock { get; }
    public Standin World { get; private set; } = null!;
    public TenantId Tenant { get; private set; }
    public string Shop { get; } = "shop" + Guid.NewGuid().ToString("N")[..8];
    public NeighbourhoodId Area { get; private set; }
    public NeighbourhoodId OtherArea { get; private set; }
    public BuildingId[] Buildings { get; private set; } = [];
    public PickupPointId[] Points { get; private set; } = [];
    public SupplierId[] Suppliers { get; private set; } = [];

    /// <summary>Eggs and milk by the piece, tomatoes and pears by weight: cost, price and box as in <see cref="LayOut"/>.</summary>
    public Dictionary<string, SkuId> Skus { get; } = [];
    public Person Owner { get; private set; } = null!;
    public Person Clerk { get; private set; } = null!;
    public Person Leader { get; private set; } = null!;

    Town(TestDatabase database, bool ownsDatabase, Clock clock, Dictionary<string, string>? settings)
    {
        (this.database, this.ownsDatabase, Clock, this.settings) = (database, ownsDatabase, clock, settings ?? []);
        UseKestrel(0);
    }

    /// <summary>A database as a host leaves it that was started once: all tables and nothing in them. Making them takes longer than most tests.</summary>
    static readonly Lazy<Task<TestDatabase>> ground = new(async () =>
    {
        var database = await TestDatabase.Make();
        var first = new Town(database, ownsDatabase: false, new Clock(), null) { World = await Standin.Start(new StandinOptions { Secret = Secret }) };
        first.StartServer();
        await first.DisposeAsync();
        await first.World.DisposeAsync();
        await database.Close();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(database.Folder, recursive: true);
        return database;
    });

    public static async Task<Town> Open(Dictionary<string, string>? settings = null)
    {
        var clock = new Clock();
        var town = new Town(await TestDatabase.Make(TestDatabase.Server is not null, await ground.Value), true, clock, settings)
        {
            World = await Standin.Start(new StandinOptions
            {
                Clock = clock,
                Secret = Secret,
                RefundTakes = TimeSpan.Zero,
                Pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100)],
            }),
        };
        if (town.settings.GetValueOrDefault("Alipay:Address") == OfWorld)
        {
            var made = await OfAlipay(town.World, HttpMethod.Put, "applications", new { appId = AlipayAppId, sellerId = AlipaySeller, publicKey = CountingHouse.Keys.Public });
            town.settings["Alipay:Address"] = $"{town.World.Address}/gateway.do";
            (town.settings["Alipay:AppId"], town.settings["Alipay:SellerId"], town.settings["Alipay:PatienceMs"]) = (AlipayAppId, AlipaySeller, "1000");
            (town.settings["Alipay:PrivateKey"], town.settings["Alipay:AlipayPublicKey"]) = (CountingHouse.Keys.Key, made.GetProperty("publicKey").GetString()!);
        }

        town.StartServer();
        await town.LayOut();
        return town;
    }

    /// <summary>A shop that is a merchant of WeChat Pay.</summary>
    public static async Task<Town> OpenInWeChat(bool sharesProfit = false, string apps = "")
    {
        var town = await Open(new() { ["WeChatPay:Address"] = OfWorld, ["WeChatPay:SharesProfit"] = sharesProfit ? "true" : "false", ["WeChatPay:AppIds"] = apps });
        await town.InWeChat(HttpMethod.Put, "merchant", new
        {
            mchId = CountingHouse.MerchantId,
            appId = CountingHouse.AppId,
            serial = CountingHouse.Keys.Serial,
            publicKey = CountingHouse.Keys.Public,
            apiV3Key = CountingHouse.ApiKey,
            byPublicKey = false,
            bound = apps.Split(',', StringSplitOptions.RemoveEmptyEntries),
        });
        foreach (var (appId, secret) in new[] { (CountingHouse.AppId, AppSecret), (PageAppId, PageSecret) })
            await town.InWeChat(HttpMethod.Put, "apps", new { appId, secret });
        return town;
    }

    /// <summary>The shop's official account; its mini-program is the app of its merchant.</summary>
    public const string PageAppId = "wx1234567890abcdef", PageSecret = "fedcba9876543210fedcba9876543210", AppSecret = "0123456789abcdef0123456789abcdef";

    /// <summary>What wx.login gives on this person's phone, or a page opened in WeChat.</summary>
    public async Task<string> CodeOf(string openId, bool page = false) => (await InWeChat(HttpMethod.Post, page ? "page-codes" : "codes",
        new { appId = page ? PageAppId : CountingHouse.AppId, openId })).GetProperty("code").GetString()!;

    /// <summary>A shop that is a merchant of Alipay.</summary>
    public static Task<Town> OpenWithAlipay() => Open(new() { ["Alipay:Address"] = OfWorld });

    public const string AlipayAppId = "2021001234567890", AlipaySeller = "2088102146225135";

    /// <summary>Turns something in the Alipay beside the shop.</summary>
    public static async Task<JsonElement> OfAlipay(Standin world, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"{world.Address}/control/alipay/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    const string OfWorld = "the stand-in's";
    static readonly HttpClient http = new();

    /// <summary>Turns something in the WeChat beside the shop.</summary>
    public async Task<JsonElement> InWeChat(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"{World.Address}/control/wechat/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>A second process on the first one's database: what scaling out looks like.</summary>
    public Town AnotherHost()
    {
        var twin = new Town(database, false, Clock, settings) { World = World, Tenant = Tenant, Area = Area, Buildings = Buildings, Points = Points };
        twin.StartServer();
        return twin;
    }

    /// <summary>Another operator's shop of the same house: on the same host and database, beside the same providers.</summary>
    public async Task<Town> NextDoor()
    {
        var other = new Town(database, false, Clock, settings) { World = World, house = this };
        await other.LayOut();
        return other;
    }

    Town? house;

    /// <summary>What runs, and what it answers by: the next door's house is this one.</summary>
    IServiceProvider Host => house?.Services ?? Services;
    HttpClient Line() => house?.CreateClient() ?? CreateClient();

    public const string Secret = "a secret of the tests";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in database.Settings) builder.UseSetting(key, value);
        builder.UseSetting("Testpay:Address", World.Address).UseSetting("Testpay:Secret", Secret);
        builder.UseSetting("Sms:Address", World.Address).UseSetting("Sms:Secret", Secret);
        builder.UseSetting("Linli:GuessesPerMinute", "100000").UseSetting("Linli:RequestsPerMinute", "0");
        builder.UseSetting("Linli:StrangerRequestsPerMinute", "0").UseSetting("Linli:HeavyRequestsPerMinute", "0");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
        builder.UseSetting("WeCom:Address", World.Address).UseSetting("WeCom:PatienceMs", "2000");
        if (settings.ContainsValue(OfWorld))
        {
            foreach (var (key, value) in CountingHouse.Settings(World.Address)) builder.UseSetting(key, value);
            builder.UseSetting("WeChat:Address", World.Address).UseSetting("WeChat:PatienceMs", "400");
            builder.UseSetting("WeChat:MiniProgram:AppId", CountingHouse.AppId).UseSetting("WeChat:MiniProgram:Secret", AppSecret);
            builder.UseSetting("WeChat:OfficialAccount:AppId", PageAppId).UseSetting("WeChat:OfficialAccount:Secret", PageSecret);
        }
        builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    /// <summary>One neighbourhood with two buildings and two points; another neighbourhood nearby; one leader; four skus.</summary>
    async Task LayOut()
    {
        Tenant = Id.New<TenantId>();
        await Within(async services =>
        {
            var foundation = services.GetRequiredService<Foundation>();
            foundation.AddShop(new("测试小店", Shop, "0571-1", "杏雨路 1 号", "", 15, 800));
            Area = foundation.AddNeighbourhood("杏雨花园", "杏雨路 1 号");
            OtherArea = foundation.AddNeighbourhood("柳浪小区", "柳浪路 2 号");
            Buildings = [foundation.AddBuilding(Area, "1号楼"), foundation.AddBuilding(Area, "2号楼"), foundation.AddBuilding(OtherArea, "1号楼")];
            Points = [foundation.AddPickupPoint(Area, "南门店", "南门", "07-21"), foundation.AddPickupPoint(Area, "北门店", "北门", "07-21")];
            var goods = services.GetRequiredService<Assortment>();
            Suppliers = [goods.AddSupplier("一号菜社"), goods.AddSupplier("二号蛋奶")];
            void Sku(string key, string name, Measure measure, int per, int step, string unit, int supplier, long cost, long price, int box) =>
                Skus[key] = goods.AddSku(new(key, name, "", "测试", measure, per, step, unit, null, Suppliers[supplier], new(cost), new(price), box, [], "", "", 5));
            Sku("eggs", "鸡蛋", Measure.Piece, 1, 1, "盒", 1, 800, 1280, 12);
            Sku("milk", "牛奶", Measure.Piece, 1, 1, "瓶", 1, 400, 650, 24);
            Sku("tomatoes", "番茄", Measure.Weight, 500, 500, "500g", 0, 268, 398, 10_000);
            Sku("pears", "梨", Measure.Weight, 500, 250, "500g", 0, 301, 499, 8_000);
            await services.GetRequiredService<LinliDb>().Commit(default);
        });
        Owner = await Staff(Role.Owner);
        Clerk = await Staff(Role.Clerk);
        Leader = await Staff(Role.Leader);
    }

    int people;

    public Task<Person> Staff(Role role, NeighbourhoodId? area = null, SupplierId? supplier = null, string? password = null,
        HouseholdId? household = null) => Add((registry, phone) => registry.AddMember(
        $"{role}{phone[^4..]}", phone, [role], password, household, neighbourhoods: role == Role.Leader ? [(area ?? Area).Value] : null, supplier: supplier?.Value));

    /// <summary>Somebody of a new household, or of a given one.</summary>
    public Task<Person> Resident(HouseholdId? household = null, int building = 0, int point = 0) => Add((registry, phone) =>
        registry.AddMember($"居民{phone[^4..]}", phone, [Role.Resident], household: household ?? registry.AddHousehold(
            building == 2 ? OtherArea.Value : Area.Value, Buildings[building].Value, $"{phone[^4..]}", $"{phone[^4..]}家", phone[^4..], Points[point].Value)));

    public Task<Person> ResidentWithoutHome() => Add((registry, phone) => registry.AddMember("新居民", phone, [Role.Resident]));

    async Task<Person> Add(Func<Registry, string, MemberId> add)
    {
        var phone = $"139{Interlocked.Increment(ref people):00000000}";
        Person? made = null;
        await Within(async services =>
        {
            var registry = services.GetRequiredService<Registry>();
            var id = add(registry, phone);
            var token = await registry.SessionFor(id, TimeSpan.FromDays(30), default);
            await services.GetRequiredService<LinliDb>().Commit(default);
            made = new Person(Line(), token.Token, id, phone);
        });
        return made!;
    }

    /// <summary>The same person signed in anew: a session ends after a month.</summary>
    public async Task<Person> SignIn(Person person)
    {
        Person? again = null;
        await Within(async services =>
        {
            var token = await services.GetRequiredService<Registry>().SessionFor(person.Id, TimeSpan.FromDays(30), default);
            await services.GetRequiredService<LinliDb>().Commit(default);
            again = new Person(Line(), token.Token, person.Id, person.Phone);
        });
        return again!;
    }

    public async Task SignInStaff() => (Owner, Clerk, Leader) = (await SignIn(Owner), await SignIn(Clerk), await SignIn(Leader));

    /// <summary>The same person through this host.</summary>
    public Person Through(Person person) => new(Line(), person.Token, person.Id, person.Phone);

    public Person Stranger() => new(Line(), null, default, "");

    public async Task Within(Func<IServiceProvider, Task> work)
    {
        await using var scope = Host.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(Tenant);
        await work(scope.ServiceProvider);
    }

    /// <summary>Lets every fact be heard by everyone it concerns, and every callback of the stand-ins arrive.</summary>
    public async Task Settle()
    {
        var failures = await Host.GetRequiredService<Teller>().TellAll(default);
        Assert.Equal(0, failures);
    }

    public async Task Pass(TimeSpan time)
    {
        Clock.Pass(time);
        await Settle();
    }

    /// <summary>The person's phone pays at the provider's page; returns when Linli has heard of it.</summary>
    /// <returns>The provider's number of the transaction.</returns>
    public async Task<string> PayAtProvider(Guid payment)
    {
        var transaction = await PayUnheard(payment);
        await Heard(payment);
        return transaction;
    }

    /// <summary>The same where the callback is not to be waited for: it is lost, or there is none because nobody can pay any more.</summary>
    public async Task<string> PayUnheard(Guid payment)
    {
        using var paid = (await http.PostAsync($"{World.Address}/control/pay/{payment:N}", null)).EnsureSuccessStatusCode();
        return (await paid.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tradeNo").GetString()!;
    }

    /// <summary>The callback comes by the network, and a busy machine takes its time.</summary>
    public async Task Heard(Guid payment)
    {
        var deadline = DateTime.UtcNow.AddMinutes(1);
        while ((await Owner.Get($"/payments/{payment}")).Ok().String("state") != "paid")
        {
            Assert.True(DateTime.UtcNow < deadline, $"nobody heard within a minute that {payment} was paid");
            await Task.Delay(20);
        }

        await Settle();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (!ownsDatabase) return;
        await World.DisposeAsync();
        await database.DisposeAsync();
    }
}

/// <summary>Somebody with a phone: puts and gets.</summary>
sealed class Person(HttpClient http, string? token, MemberId id, string phone)
{
    public MemberId Id => id;
    public string Phone => phone;
    public string Token => token ?? "";

    public Task<Answer> Put(string path, object? body = null, string? language = null, string? ifNoneMatch = null) =>
        Send(HttpMethod.Put, path, body is null ? null : JsonContent.Create(body), language, ifNoneMatch);

    public Task<Answer> Put(string path, HttpContent content) => Send(HttpMethod.Put, path, content, null, null);

    public Task<Answer> Get(string path, string? language = null, string? ifNoneMatch = null) =>
        Send(HttpMethod.Get, path, null, language, ifNoneMatch);

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, string? language = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(method, "/api" + path) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        // What is too large is refused before it is sent.
        if (content?.Headers.ContentLength > 100_000) request.Headers.ExpectContinue = true;
        if (language is not null) request.Headers.AcceptLanguage.ParseAdd(language);
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        using var response = await http.SendAsync(request);
        return await Answer.From(response);
    }
}

/// <param name="Refused">The code of the refusal, without urn:linli:.</param>
sealed record Answer(int Status, string? Refused, JsonElement Body, string Text, string? ETag)
{
    public static async Task<Answer> From(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true;
        var body = isJson && text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default;
        var refused = response.IsSuccessStatusCode || !isJson ? null : body.GetProperty("type").GetString()!.Replace("urn:linli:", "", StringComparison.Ordinal);
        return new((int)response.StatusCode, refused, body, text, response.Headers.ETag?.Tag);
    }

    public Answer Ok()
    {
        Assert.True(Status is >= 200 and < 300, $"{Status} {Text}");
        return this;
    }

    public JsonElement this[string name] => Body.GetProperty(name);
    public long Long(string name) => Body.GetProperty(name).GetInt64();
    public string? String(string name) => Body.GetProperty(name).GetString();
    public JsonElement[] Items => [.. Ok().Body.GetProperty("items").EnumerateArray()];
}

/// <summary>Stands still until a test moves it. Starts on a Friday evening in the shop's zone.</summary>
sealed class Clock : TimeProvider
{
    long ticks = new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);
    public void Pass(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);
}
