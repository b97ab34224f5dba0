using ConnectCases.Controls.Info;
using Microsoft.Extensions.FileProviders;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConnectCases.Swagger;

/// <summary>Serves the OpenAPI document and Swagger UI. Both are created for their first request.</summary>
internal static class SwaggerPages
{
    public static void AddSwagger(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "Amazon Connect Cases (emulator)",
                Version = EmulatorInfo.ServerVersion,
                Description = "The examples work unchanged on a new database with the demo (`--seed demo`). "
                    + "This page replaces `{unique}` in a request with a new text, so that names stay unique. "
                    + "Requests belong to the default account and Region, unless you enter others below.",
            });
            swagger.SupportNonNullableReferenceTypes();
            swagger.NonNullableReferenceTypesAsRequired();

            // A reference alone cannot have a description.
            swagger.UseAllOfToExtendReferenceSchemas();
            swagger.SchemaFilter<AbsentMembers>();
            swagger.SchemaFilter<UnionSchemas>();
            swagger.SchemaFilter<ConstraintSchemas>();
            swagger.SchemaFilter<MemberDescriptions>();
            swagger.OperationFilter<OperationDescriptions>();
            swagger.DocumentFilter<DocumentDescription>();
        });
        services.Replace<ISerializerDataContractResolver, StoredJsonContracts>();
    }

    public static void UseSwaggerPages(this IApplicationBuilder app)
    {
        // The page, its style sheet and its scripts. All other files come from Swashbuckle.
        var files = new StaticFileOptions
        {
            RequestPath = "/swagger",
            FileProvider = new EmbeddedFileProvider(typeof(SwaggerPages).Assembly, "swagger"),
        };
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/swagger"),
            pages => pages.UseStaticFiles(files).UseSwagger().UseSwaggerUI());
        app.UseWhen(IsBrowserAtRoot, pages => pages.Run(context =>
        {
            context.Response.Redirect("/swagger");
            return Task.CompletedTask;
        }));
    }

    // Only a request that accepts HTML is redirected. The API has no operation at this path, so an AWS client gets an
    // UnknownOperationException.
    private static bool IsBrowserAtRoot(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Path == "/"
        && context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");

    private static void Replace<TService, TDecorator>(this IServiceCollection services)
        where TService : class
        where TDecorator : class, TService
    {
        var original = services.Last(service => service.ServiceType == typeof(TService));
        services.Remove(original);
        services.AddSingleton<TService>(provider => ActivatorUtilities.CreateInstance<TDecorator>(
            provider, (TService)original.ImplementationFactory!(provider)));
    }
}
