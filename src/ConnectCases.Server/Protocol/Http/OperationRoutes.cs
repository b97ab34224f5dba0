using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Metadata;

namespace ConnectCases.Protocol.Http;

/// <summary>Maps operations. The handlers get the request context and the request, and return the response.</summary>
internal static class OperationRoutes
{
    /// <summary>Maps an operation whose request is in the body.</summary>
    public static IEndpointConventionBuilder MapOperation<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        Func<HttpContext, TRequest, Task<TResponse>> handler,
        [CallerArgumentExpression(nameof(handler))] string name = "")
        where TRequest : class =>
        routes.Map<TRequest, TResponse>(method, pattern, Operation<TRequest, TResponse>.ReadBody, handler, name)
            .WithMetadata(new AcceptsMetadata(["application/json"], typeof(TRequest)));

    /// <summary>Maps an operation whose request is in the body and whose handler does not wait.</summary>
    public static IEndpointConventionBuilder MapOperation<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        Func<HttpContext, TRequest, TResponse> handler,
        [CallerArgumentExpression(nameof(handler))] string name = "")
        where TRequest : class =>
        routes.MapOperation<TRequest, TResponse>(method, pattern, (context, request) => Task.FromResult(handler(context, request)), name);

    /// <summary>Maps an operation whose request is in the query string.</summary>
    public static IEndpointConventionBuilder MapQueryOperation<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        Func<HttpContext, TRequest, Task<TResponse>> handler,
        [CallerArgumentExpression(nameof(handler))] string name = "")
        where TRequest : class, IQueryRequest<TRequest> =>
        routes.Map<TRequest, TResponse>(method, pattern, (context, _) => new(TRequest.Read(new(context.Request))), handler, name)
            .WithMetadata(new QueryRequestMetadata(typeof(TRequest)));

    /// <summary>Maps an operation whose request is in the query string and whose handler does not wait.</summary>
    public static IEndpointConventionBuilder MapQueryOperation<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        Func<HttpContext, TRequest, TResponse> handler,
        [CallerArgumentExpression(nameof(handler))] string name = "")
        where TRequest : class, IQueryRequest<TRequest> =>
        routes.MapQueryOperation<TRequest, TResponse>(
            method, pattern, (context, request) => Task.FromResult(handler(context, request)), name);

    /// <summary>Maps an operation that has no request. The body is ignored.</summary>
    public static IEndpointConventionBuilder MapOperation<TResponse>(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        Func<HttpContext, Task<TResponse>> handler,
        [CallerArgumentExpression(nameof(handler))] string name = "") =>
        routes.Map<object, TResponse>(method, pattern, read: null, (context, _) => handler(context), name);

    /// <summary>Maps an operation that has no request and whose handler does not wait.</summary>
    public static IEndpointConventionBuilder MapOperation<TResponse>(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        Func<HttpContext, TResponse> handler,
        [CallerArgumentExpression(nameof(handler))] string name = "") =>
        routes.MapOperation(method, pattern, context => Task.FromResult(handler(context)), name);

    extension(HttpContext context)
    {
        /// <summary>Returns a label of the path.</summary>
        public string Label(string name) => (string)context.Request.RouteValues[name]!;

        /// <summary>Returns a service of the request.</summary>
        public TService Service<TService>()
            where TService : notnull => context.RequestServices.GetRequiredService<TService>();
    }

    private static IEndpointConventionBuilder Map<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        Func<HttpContext, Operation<TRequest, TResponse>, ValueTask<TRequest>>? read,
        Func<HttpContext, TRequest, Task<TResponse>> handler,
        string name)
        where TRequest : class
    {
        // Swagger shows only endpoints that have a method in their metadata.
        RequestDelegate invoke = new Operation<TRequest, TResponse>(routes.ServiceProvider, read, handler).InvokeAsync;
        var route = routes.MapMethods(pattern, [method], invoke).WithName(name).WithMetadata(invoke.Method);
        return typeof(TResponse).IsAssignableTo(typeof(IStreamedResponse))
            ? route
            : route.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TResponse), ["application/json"]));
    }
}
