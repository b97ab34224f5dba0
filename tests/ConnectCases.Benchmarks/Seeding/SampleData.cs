using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Benchmarks.Seeding;

/// <summary>A custom field of the sample domain, with its options and its value in the case with a given index.</summary>
internal sealed record SampleField(string Name, FieldType Type, string[] Options, Func<int, FieldValueUnion> Value);

/// <summary>
/// The cases of a sample. Each case depends only on its index, so that a scenario knows which values exist
/// without reading the database.
/// </summary>
internal sealed class SampleData
{
    /// <summary>The minimum number of cases. Smaller samples have only big cases and no deep page.</summary>
    public const int MinCount = 1_000;

    public const int BigCases = 100;
    public const int ItemsOfBigCase = 200;
    public const int ItemsOfCase = 3;
    public const int Campaigns = 50;
    public const int MaxAmount = 1_000_000;

    private const int CasesPerRareWord = 5;
    private const int CasesPerAccount = 3;

    private static readonly DateTimeOffset Beginning = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Span = TimeSpan.FromDays(700);

    private static readonly string[] Words =
        ("account address agent appeal arrival balance basket battery billing booking bracket broken cable call cancel card "
        + "carrier change charge charger claim complaint contract coupon courier credit customs damaged deadline defect "
        + "delay delivery deposit discount dispute document double email error estimate exchange expired express faulty "
        + "gift handle hinge import insurance invoice keyboard label late letter lid limit lock login lost manual meter "
        + "missing mobile model number offer order package parcel password payment phone pickup plan plug pending policy "
        + "price printer product proof quality query quote rebate receipt refund registration reminder rental repair "
        + "replacement request reset return router schedule screen seal service setup shipping signal size socket stolen "
        + "storage subscription support switch tablet tariff ticket tracking transfer update upgrade usage voucher "
        + "warranty website window wrong").Split(' ');

    public SampleData(int count)
    {
        Count = count;
        Fields =
        [
            new("Account", FieldType.Text, [], index => new(Account(index))),
            new("Campaign", FieldType.Text, [], index => new(Campaign(Pick(index, 1, Campaigns)))),
            new("Amount", FieldType.Number, [], index => new(DoubleValue: Pick(index, 2, MaxAmount + 1))),
            new("Priority", FieldType.SingleSelect, ["low", "normal", "high"], index => new(Pick(index, 3, "low", "normal", "high"))),
            new("Product", FieldType.SingleSelect, ["phone", "tablet", "router"], index => new(Pick(index, 4, "phone", "tablet", "router"))),
            new("Important", FieldType.Boolean, [], index => new(BooleanValue: Pick(index, 5, 10) == 0)),
            new("Escalated", FieldType.Boolean, [], index => new(BooleanValue: Pick(index, 6, 20) == 0)),
            new("Due", FieldType.DateTime, [], index => new(TimestampConverter.Format8601(CreatedTime(index).AddDays(14)))),
            new("Order number", FieldType.Text, [], index => new($"A-{index:D8}")),
            new("Quantity", FieldType.Number, [], index => new(DoubleValue: 1 + Pick(index, 7, 9))),
            new("Tracking page", FieldType.Url, [], index => new($"https://shop.example.com/orders/A-{index:D8}")),
            new("Channel", FieldType.Text, [], index => new(Pick(index, 8, "voice", "chat", "email", "letter"))),
            new("Remark", FieldType.Text, [], index => new(Sentence(index, 9, 5))),
        ];
    }

    public int Count { get; }

    public IReadOnlyList<SampleField> Fields { get; }

    public static string Campaign(int number) => $"campaign {number % Campaigns:D2}";

    public static string Comment(int index, int item) => $"Called about the order and said: {Sentence(index, 100 + item, 6)}.";

    public static string ReferenceId(int index) => $"R{index:D8}";

    public static string ReferenceNumber(int index) => $"{Pick(index, 10, 100_000_000):D8}";

    public DateTimeOffset CreatedTime(int index) =>
        Beginning.AddMilliseconds(Math.Floor(Span.TotalMilliseconds * index / Count));

    /// <summary>Returns the index of a big case, which is a case with many items.</summary>
    public int BigCase(int number) => number % BigCases * (Count / BigCases);

    public bool IsBig(int index) => index % (Count / BigCases) == 0 && index / (Count / BigCases) < BigCases;

    public int ItemCount(int index) => IsBig(index) ? ItemsOfBigCase : ItemsOfCase;

    public string Account(int index) => $"AC{(long)index * 7919 % (Count / CasesPerAccount):D8}";

    /// <summary>Returns a word that five titles contain. Every fourth title contains such a word.</summary>
    public string RareWord(int index) => $"case{(long)index / 4 * 7919 % (Count / 4 / CasesPerRareWord):x}x";

    /// <summary>Returns the fields of a CreateCase request: the title, the status and every custom field.</summary>
    public IReadOnlyList<FieldValue> Values(int index, IReadOnlyDictionary<string, string> fieldIds) =>
    [
        new(SystemFields.Title, new(Title(index))),
        new(SystemFields.Status, new(Pick(index, 11, 10) < 7 ? SystemFields.Open : SystemFields.Closed)),
        .. Fields.Select(field => new FieldValue(fieldIds[field.Name], field.Value(index))),
    ];

    /// <summary>Returns a UUID of version 7. The same arguments always give the same UUID.</summary>
    public string Id(int index, int kind)
    {
        Span<byte> id = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(id, CreatedTime(index).ToUnixTimeMilliseconds() << 16);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(id[8..], (long)Mixed(index, kind));
        (id[6], id[8]) = (0x70, (byte)((id[8] & 0x3F) | 0x80));
        return new Guid(id, bigEndian: true).ToString();
    }

    private string Title(int index) => index % 4 == 0
        ? $"{Sentence(index, 12, 3)} {RareWord(index)}"
        : Sentence(index, 12, 4);

    private static string Sentence(int index, int salt, int length) =>
        string.Join(' ', Enumerable.Range(0, length).Select(word => Words[(int)(Mixed(index, (salt * 8) + word) % (ulong)Words.Length)]));

    private static string Pick(int index, int salt, params ReadOnlySpan<string> choices) => choices[Pick(index, salt, choices.Length)];

    private static int Pick(int index, int salt, int choices) => (int)(Mixed(index, salt) % (ulong)choices);

    // The finalizer of SplitMix64. Its results look random and are the same on every machine.
    private static ulong Mixed(int index, int salt)
    {
        var value = (((ulong)(uint)salt << 32) | (uint)index) * 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
