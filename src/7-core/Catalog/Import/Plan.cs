namespace Linli.Catalog;

enum RowResult { New, Updated, Unchanged, Repeated, Bad }

/// <summary>What one line would do to the shop's goods.</summary>
sealed record Step(Line Line, RowResult Result, Sku? Sku, SkuData? Data, IReadOnlyList<Problem> Problems);

/// <summary>A file's lines beside what the shop has: the same for the preview and for the confirmation.</summary>
sealed class Plan
{
    readonly Dictionary<string, Sku> byCode;
    readonly ILookup<(string Name, string Spec), Sku> byName;
    readonly Dictionary<string, ProductId> products;
    readonly Dictionary<string, Supplier> suppliers;
    int lastCode;

    /// <param name="lastCode">The highest number among the codes the shop gave out itself.</param>
    public Plan(IReadOnlyList<Line> lines, IReadOnlyList<Sku> skus, IReadOnlyList<Supplier> known, int lastCode)
    {
        this.lastCode = lastCode;
        byCode = skus.ToDictionary(s => s.Code);
        byName = skus.ToLookup(s => (s.Name, s.Spec));
        products = skus.DistinctBy(s => s.Name).ToDictionary(s => s.Name, s => s.Product);
        suppliers = known.ToDictionary(s => s.Name);
        Steps = [.. lines.Select(StepOf)];
    }

    public IReadOnlyList<Step> Steps { get; }
    public List<Supplier> NewSuppliers { get; } = [];

    public const string OwnCode = "LL";
    public static string CodeOf(int number) => $"{OwnCode}{number:000000}";

    public ProductId ProductOf(string name)
    {
        if (!products.TryGetValue(name, out var product)) products[name] = product = Id.New<ProductId>();
        return product;
    }

    Step StepOf(Line line)
    {
        var known = line.Code is { } code
            ? byCode.TryGetValue(code, out var one) ? [one] : []
            : byName[(line.Name, line.Spec ?? "")].ToList();
        return known switch
        {
            [] => Bring(line),
            [var sku] => Change(line, sku),
            _ => new(line, RowResult.Bad, null, null, [Wrong.Ambiguous(known.Count)]),
        };
    }

    Step Bring(Line line)
    {
        var unit = line.Unit ?? UnitWords.Guess(line.Name, line.Category ?? "", line.Barcode is not null);
        var price = line.Price ?? Money.Zero;
        var data = Sku.Clean(new(
            line.Code ?? CodeOf(lastCode + 1), line.Name, line.Spec ?? "", line.Category ?? "", unit.Measure, unit.Per,
            StepFor(unit.Measure), unit.Unit, line.Barcode, SupplierOf(line), line.Cost ?? Money.Zero, price,
            line.Box?.AmountFor(unit.Measure, unit.Per) ?? unit.Per, [], line.Origin ?? "", line.Storage ?? "",
            line.ShelfLifeDays, Active: price > Money.Zero, line.Pinyin ?? ""));
        if (Sku.Wrongs(data).Select(Problem.From).ToList() is { Count: > 0 } wrong)
            return new(line, RowResult.Bad, null, null, wrong);

        if (line.Code is null) lastCode++;
        var notes = new List<Problem>();
        if (!data.Active) notes.Add(Wrong.Draft());
        if (unit.Guessed) notes.Add(Wrong.UnitGuessed(unit.Unit));
        return new(line, RowResult.New, null, data, notes);
    }

    Step Change(Line line, Sku sku)
    {
        var was = sku.Data;
        var data = line.Unit is { } unit && (unit.Measure, unit.Per, unit.Unit) != (was.Measure, was.Per, was.Unit)
            ? was with
            {
                Measure = unit.Measure,
                Per = unit.Per,
                Unit = unit.Unit,
                Step = unit.Measure == was.Measure ? was.Step : StepFor(unit.Measure),
            }
            : was;
        data = Sku.Clean(data with
        {
            Name = line.Name,
            Spec = line.Spec ?? was.Spec,
            Category = line.Category ?? was.Category,
            Barcode = line.Barcode ?? was.Barcode,
            Supplier = SupplierOf(line) ?? was.Supplier,
            Cost = line.Cost ?? was.Cost,
            Price = line.Price ?? was.Price,
            BoxSize = line.Box?.AmountFor(data.Measure, data.Per) ?? was.BoxSize,
            Origin = line.Origin ?? was.Origin,
            Storage = line.Storage ?? was.Storage,
            ShelfLifeDays = line.ShelfLifeDays ?? was.ShelfLifeDays,
            Pinyin = line.Pinyin ?? was.Pinyin,
        });
        // A draft waits for its price; a sku that a person took off sale stays off.
        if (!sku.WasActive && data.Price > Money.Zero) data = data with { Active = true };
        if (!sku.Allows(data)) return new(line, RowResult.Bad, sku, null, [Problem.From(No.MeasureFixed())]);
        if (Sku.Wrongs(data).Select(Problem.From).ToList() is { Count: > 0 } wrong)
            return new(line, RowResult.Bad, sku, null, wrong);
        return new(line, data == was ? RowResult.Unchanged : RowResult.Updated, sku, data, []);
    }

    SupplierId? SupplierOf(Line line)
    {
        if (line.Supplier is not { } name) return null;
        if (suppliers.TryGetValue(name, out var known)) return known.Id;
        var added = new Supplier { Id = Id.New<SupplierId>() }.Say(name, null, null, null, active: true);
        NewSuppliers.Add(added);
        suppliers[name] = added;
        return added.Id;
    }

    static int StepFor(Measure measure) => measure == Measure.Piece ? 1 : 500;
}
