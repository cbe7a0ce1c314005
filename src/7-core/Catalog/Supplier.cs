namespace Linli.Catalog;

/// <summary>供应商: from whom the shop buys.</summary>
sealed class Supplier : IOwned
{
    public const int MostName = 40, MostPhone = 20, MostContact = 20, MostNote = 200;

    public TenantId Tenant { get; set; }
    public required SupplierId Id { get; init; }
    public string Name { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public string Contact { get; private set; } = "";
    public string Note { get; private set; } = "";
    public bool Active { get; private set; } = true;

    public Supplier Say(string name, string? phone, string? contact, string? note, bool active)
    {
        (name, phone, contact, note) = (Words.Clean(name), Words.Clean(phone), Words.Clean(contact), Words.Clean(note));
        foreach (var wrong in Wrongs(name, phone, contact, note)) throw wrong;
        (Name, Phone, Contact, Note, Active) = (name, phone, contact, note, active);
        return this;
    }

    public static IEnumerable<Refusal> Wrongs(string name, string phone = "", string contact = "", string note = "") =>
    [
        .. Words.Wrongs("供应商名称", "the supplier's name", name, MostName, needed: true),
        .. Words.Wrongs("电话", "the phone", phone, MostPhone),
        .. Words.Wrongs("联系人", "the contact", contact, MostContact),
        .. Words.Wrongs("备注", "the note", note, MostNote),
    ];
}
