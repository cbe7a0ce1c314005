using System.Reflection;
using System.Text;

namespace Linli.Tests.House;

/// <summary>The house rules: what keeps the drawing true. Each is also shown to fail on a house that breaks it.</summary>
public class HouseTests
{
    [Fact]
    public void Every_arrow_points_to_a_lower_floor()
    {
        Assert.Empty(House.Ours.WrongArrows());
        using var broken = new BrokenHouse();
        broken.Write("src/6-offer/Upper/Upper.csproj", "<Project><ItemGroup><ProjectReference Include=\"../../5-trade/Over/Over.csproj\" /></ItemGroup></Project>");
        broken.Write("src/5-trade/Over/Over.csproj", "<Project/>");
        Assert.Equal(["Upper -> Over"], broken.House.WrongArrows());
    }

    [Fact]
    public void Only_slices_and_reactions_commit()
    {
        Assert.Empty(House.Ours.WrongCommits());
        using var broken = new BrokenHouse();
        broken.Write("src/6-offer/Room/Door.cs", "sealed class Door { Task Do() => db.Commit(ct); }");
        Assert.Single(broken.House.WrongCommits());
    }

    [Fact]
    public void Files_stay_small()
    {
        Assert.Empty(House.Ours.LongFiles());
        using var broken = new BrokenHouse();
        broken.Write("src/6-offer/Room/Long.cs", new StringBuilder().Insert(0, "// line\n", 301).ToString());
        Assert.Single(broken.House.LongFiles());
    }

    [Fact]
    public void No_name_says_nothing()
    {
        Assert.Empty(House.Ours.EmptyNames());
        using var broken = new BrokenHouse();
        broken.Write("src/6-offer/Room/OrderManager.cs", "sealed class OrderManager;");
        Assert.Single(broken.House.EmptyNames());
    }

    [Fact]
    public void Screens_of_residents_take_colours_and_sizes_from_one_place()
    {
        Assert.Empty(House.Ours.OwnLooks());
        using var broken = new BrokenHouse();
        broken.Write("src/1-host/Host/Host.csproj", "<Project/>");
        broken.Write("apps/resident/src/pages/loud.vue", "<style>\n.a { color: #f00; font-size: 15px; padding: 0 13px; border-radius: 7px; box-shadow: var(--shade); transition: opacity .3s; }\n.b { margin: 2px var(--x2); width: 88px; }\n</style>");
        Assert.Equal(["loud.vue: #f00", "loud.vue: 15px", "loud.vue: 0 13px", "loud.vue: 7px", "loud.vue: opacity .3s"], broken.House.OwnLooks());
    }

    [Fact]
    public void Rooms_do_not_name_a_database_product()
    {
        Assert.Empty(House.Ours.WrongDialects());
        using var broken = new BrokenHouse();
        broken.Write("src/6-offer/Room/Fast.cs", "using Npgsql;");
        Assert.Single(broken.House.WrongDialects());
    }

    [Fact]
    public void Rows_are_locked_once_whatever_the_plan()
    {
        Assert.Empty(House.Ours.LocksAgain());
        using var broken = new BrokenHouse();
        broken.Write("src/6-offer/Room/Again.cs", "update t set a = w.a from (select k.a from {rows} cross join t as k order by k.id {for update of k}) as w");
        broken.Write("src/6-offer/Room/Once.cs", "with w as (\n  select k.a from {rows} cross join t as k order by k.id {for update of k})\nupdate t set a = w.a from w");
        Assert.Equal(["Again.cs"], broken.House.LocksAgain());
    }

    [Fact]
    public void A_room_shows_only_its_module_its_doors_its_ids_and_its_facts()
    {
        foreach (var room in House.Ours.Rooms.Where(r => r.Floor is > 1 and < 8))
            foreach (var type in Assembly.Load("Linli." + room.Name).GetExportedTypes())
                Assert.True(IsAllowed(type), $"{type} is public but is no module, door, id, fact or enum");
        Assert.False(IsAllowed(typeof(NoDoor)));
    }

    /// <summary>A public class with a constructor that asks for no database: what the rule must refuse.</summary>
    public sealed class NoDoor;

    static bool IsAllowed(Type type) =>
        type.BaseType?.Name == "Module" || type.IsEnum || type.IsValueType || type.GetMethod("<Clone>$") is not null
        || typeof(Delegate).IsAssignableFrom(type)
        || (type.IsSealed && type.GetConstructors() is [var made] && made.GetParameters().Any(p => p.ParameterType.Name is "LinliDb"))
        || (type.IsAbstract && type.IsSealed && type.GetMethods().Any(m => m.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), false)))
        || IsAlgorithm(type);

    /// <summary>Pure code that may be called and measured alone: static, without state, told everything by plain values.</summary>
    static bool IsAlgorithm(Type type) =>
        type.IsAbstract && type.IsSealed && type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).All(f => f.IsLiteral || f.IsInitOnly)
        && type.GetMethods(BindingFlags.Static | BindingFlags.Public).All(m => m.GetParameters().All(p => !p.ParameterType.Name.EndsWith("Db", StringComparison.Ordinal)
            && p.ParameterType != typeof(IServiceProvider)));

    [Fact]
    public void Every_refusal_is_provoked_by_a_test()
    {
        var tests = string.Concat(Directory.GetFiles(Path.Combine(House.Ours.Root, "tests", "Linli.Tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var codes = House.Ours.RefusalCodes().ToList();
        Assert.True(codes.Count > 60, "the refusals were not found");
        Assert.Empty(codes.Where(code => !tests.Contains($"\"{code}\"", StringComparison.Ordinal)));
    }

    sealed class BrokenHouse : IDisposable
    {
        readonly string folder = Directory.CreateTempSubdirectory("linli-house-").FullName;

        public House House => new(folder);

        public void Write(string file, string text)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
