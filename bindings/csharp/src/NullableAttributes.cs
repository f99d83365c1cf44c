// SPDX-License-Identifier: LGPL-2.1-or-later
// Stand-ins where the target lacks them: compilers go by the names.
#if NETSTANDARD2_0
namespace System.Diagnostics.CodeAnalysis {

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Property)]
internal sealed class AllowNullAttribute : Attribute {}

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue)]
internal sealed class MaybeNullAttribute : Attribute {}

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class MaybeNullWhenAttribute : Attribute {
    public MaybeNullWhenAttribute(bool returnValue) {
        ReturnValue = returnValue;
    }

    public bool ReturnValue { get; }
}

}
#endif
