namespace ConnectCases.Swagger;

internal static class SwaggerPages
{
    public static void AddSwagger(this IServiceCollection services) { }
    public static void UseSwaggerPages(this WebApplication app) { }
}
