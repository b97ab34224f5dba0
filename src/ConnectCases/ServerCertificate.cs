using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ConnectCases;

/// <summary>The certificate for https addresses.</summary>
internal static class ServerCertificate
{
    // Marks the certificates that 'dotnet dev-certs https' creates.
    private const string DevelopmentCertificateOid = "1.3.6.1.4.1.311.84.1.1";

    /// <summary>
    /// Reads the certificate of the options. Without a certificate, https addresses use the development certificate of ASP.NET Core.
    /// </summary>
    /// <exception cref="StartupException">The certificate does not exist, cannot be read, or has no private key.</exception>
    public static Action<HttpsConnectionAdapterOptions> Read(ProcessOptions options, IEnumerable<string> addresses)
    {
        if (options.Certificate is not { } file)
        {
            return addresses.Any(ListenAddresses.IsHttps) && !HasDevelopmentCertificate()
                ? throw new StartupException(
                    "An https address needs a certificate. Set --certificate to a PEM or PFX file, or create the development certificate "
                    + "of ASP.NET Core with 'dotnet dev-certs https'.")
                : _ => { };
        }

        try
        {
            var (certificate, chain) = ReadFile(file, options);
            return certificate.HasPrivateKey
                ? https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate, chain)
                : throw new StartupException($"The certificate {file} has no private key. Set --certificate-key to the file of the key.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new StartupException($"The certificate {file} cannot be used: {exception.Message}", exception);
        }
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection? Chain) ReadFile(string file, ProcessOptions options)
    {
        if (!File.ReadAllText(file).Contains("-----BEGIN", StringComparison.Ordinal))
        {
            return (X509CertificateLoader.LoadPkcs12FromFile(file, options.CertificatePassword), null);
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(file);
        return (ReadPem(file, options), chain);
    }

    private static bool HasDevelopmentCertificate()
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser, OpenFlags.ReadOnly);
        return store.Certificates.Find(X509FindType.FindByExtension, DevelopmentCertificateOid, validOnly: false)
            .Any(certificate => certificate.HasPrivateKey && certificate.NotAfter > DateTime.Now);
    }

    private static X509Certificate2 ReadPem(string file, ProcessOptions options)
    {
        using var certificate = options.CertificatePassword is { } password
            ? X509Certificate2.CreateFromEncryptedPemFile(file, password, options.CertificateKey)
            : X509Certificate2.CreateFromPemFile(file, options.CertificateKey);

        // TLS on Windows cannot use the key of a PEM file directly.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
