using System.Security.Cryptography;
using System.Text;

namespace ConnectCases.Seeds.Applying;

/// <summary>
/// Derives ids from paths of names, such as <c>support/field/Order number</c>. The ids are the same on every machine and in every
/// account. They never change, because tests contain them.
/// </summary>
internal static class SeedIds
{
    private const string ReferenceCharacters = "BCDFGHJKLMNPQRSTVWXYZ0123456789";

    // The namespace of all paths. RFC 9562 requires a namespace for UUIDs of version 5.
    private static readonly Guid Namespace = new("6f2b1c7e-9d0a-5c44-8a53-0e7d2f4b9c61");

    /// <summary>Returns the UUID of version 5 for a path.</summary>
    public static string Of(string path) => ToUuid(Hash(path)).ToString();

    /// <summary>Returns the path of a resource whose earlier ids belong to deleted resources.</summary>
    /// <param name="path">The path.</param>
    /// <param name="generation">1 for the first resource with this path. Names contain no line breaks, so no other path is equal.</param>
    public static string Generation(string path, int generation) => generation == 1 ? path : $"{path}\n{generation}";

    /// <summary>Returns a reference id of a case: 9 letters and digits.</summary>
    public static string ReferenceId(string casePath) => string.Concat(
        Hash($"{casePath}\nreferenceId").Take(9).Select(value => ReferenceCharacters[value % ReferenceCharacters.Length]));

    /// <summary>Returns a reference number of a case: 8 digits.</summary>
    public static string ReferenceNumber(string casePath) => string.Concat(
        Hash($"{casePath}\nreferenceNumber").Take(8).Select(value => (char)('0' + (value % 10))));

#pragma warning disable CA5350 // RFC 9562 requires SHA-1 for UUIDs of version 5. The ids are not secret.
    private static byte[] Hash(string path) => SHA1.HashData([.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(path)]);
#pragma warning restore CA5350

    private static Guid ToUuid(byte[] hash)
    {
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }
}
