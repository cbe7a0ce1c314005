using Linli.Members;
using Linli.Places;
using Linli.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Members;

/// <summary>A shop of its own with two neighbourhoods and one person of each kind, laid out through the doors.</summary>
sealed class Village
{
    public const string Password = "a good long password";
    readonly Town town;
    readonly Dictionary<Person, string> refresh = [];
    string? password;

    Village(Town town, string code) => (this.town, Code) = (town, code);

    public TenantId Tenant { get; } = Id.New<TenantId>();
    public string Code { get; }
    public Guid Home { get; private set; }
    public Guid Elsewhere { get; private set; }
    public Guid Building { get; private set; }
    public Guid FarBuilding { get; private set; }
    public Guid Point { get; private set; }
    public HouseholdId Household { get; private set; }
    public Person Owner { get; private set; } = null!;
    public Person Hq { get; private set; } = null!;
    public Person Clerk { get; private set; } = null!;
    public Person Leader { get; private set; } = null!;
    public Person Resident { get; private set; } = null!;

    /// <param name="passwords">Whether staff have one. Hashing is slow on purpose, so only tests that sign in ask for it.</param>
    public static async Task<Village> In(Town town, bool passwords = false)
    {
        var village = new Village(town, $"v-{Guid.NewGuid():N}"[..12]) { password = passwords ? Password : null };
        await village.As(async services =>
        {
            var (foundation, registry) = (services.GetRequiredService<Foundation>(), services.GetRequiredService<Registry>());
            foundation.AddShop(new("杏雨邻里店", village.Code, "0571-00000000", "杏雨路 8 号", "今天 22:00 截单", 15, 800));
            var (home, elsewhere) = (foundation.AddNeighbourhood("杏雨花园", "杏雨路 8 号"), foundation.AddNeighbourhood("桃李小区", "桃李路 1 号"));
            (village.Home, village.Elsewhere) = (home.Value, elsewhere.Value);
            village.Building = foundation.AddBuilding(home, "1号楼").Value;
            village.FarBuilding = foundation.AddBuilding(elsewhere, "1号楼").Value;
            village.Point = foundation.AddPickupPoint(home, "南门便民店", "南门 1 号商铺", "07:00–21:30").Value;
            village.Household = registry.AddHousehold(home.Value, village.Building, "1单元402", "王叔叔家", "1001", village.Point);
            village.Owner = await village.Add(registry, "周店长", "13800000001", Role.Owner);
            village.Clerk = await village.Add(registry, "店员小陈", "13800000002", Role.Clerk);
            village.Leader = await village.Add(registry, "李团长", "13800000003", Role.Leader);
            village.Hq = await village.Add(registry, "总部林经理", "13800000008", Role.Hq);
            village.Resident = await village.Add(registry, "王叔叔", "13800001001", Role.Resident);
            await services.GetRequiredService<LinliDb>().Commit(default);
            return true;
        });
        return village;
    }

    async Task<Person> Add(Registry registry, string name, string phone, Role role, bool atHome = true)
    {
        var id = registry.AddMember(name, phone, [role], role is Role.Owner or Role.Clerk or Role.Leader ? password : null,
            role == Role.Resident && atHome ? Household : null, role == Role.Leader ? [Home] : null);
        var session = await registry.SessionFor(id, TimeSpan.FromDays(1), default);
        var person = new Person(town.CreateClient(), session.Token, id, phone);
        refresh[person] = session.RefreshToken;
        return person;
    }

    /// <summary>Does something as this shop's system, behind the doors.</summary>
    public async Task<T> As<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = town.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(Tenant);
        return await work(scope.ServiceProvider);
    }

    public Person Stranger() => town.Stranger();

    public Task<Answer> SignIn(string phone, string? password = null, string? code = null, string? totp = null, Guid? session = null) =>
        Stranger().Put($"/sessions/{session ?? Guid.CreateVersion7()}", new { shop = Code, phone, password, code, totp });

    public Task<Answer> Refresh(Person who) => Refresh(refresh[who]);

    public Task<Answer> Refresh(string token) =>
        Stranger().Put($"/sessions/{Guid.CreateVersion7()}/refresh", new { refreshToken = token });

    /// <summary>A resident without a home yet, already signed in.</summary>
    public Task<Person> Newcomer(string phone) => As(async services =>
    {
        var person = await Add(services.GetRequiredService<Registry>(), "新来的", phone, Role.Resident, atHome: false);
        await services.GetRequiredService<LinliDb>().Commit(default);
        return person;
    });
}

static class Answers
{
    extension(Answer answer)
    {
        public string Of(string name) => answer[name].ToString();
        public (int Status, string? Refused) No => (answer.Status, answer.Refused);
    }
}
