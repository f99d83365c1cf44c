/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The raw layer in C#: internal, and with nothing of its own in between. Each generated C function only passes on, so the
 * P/Invoke class can be bound to libsipreg itself; the C file is compiled by the tests to have the compiler check that.
 */
%include "enums.swg"
%csconst(1); /* numbers of the header as literals, so that no call is made for them */
%pragma(csharp) imclassclassmodifiers="internal static partial class"
%pragma(csharp) moduleclassmodifiers="internal static partial class"
%typemap(csclassmodifiers) enum SWIGTYPE "public enum"
%include "csharp_enums.i"

/* The version is asked of the library that runs. */
%ignore SIPREG_VERSION_MAJOR;
%ignore SIPREG_VERSION_MINOR;
%ignore SIPREG_VERSION_PATCH;
%ignore SIPREG_VERSION_STRING;

/*
 * Text goes in as NUL-terminated UTF-8 that the public layer has made, since it knows the argument's name and wipes secrets; it
 * comes out as a string.
 */
%typemap(ctype) const char * "char *"
%typemap(imtype, out="global::System.IntPtr") const char * "byte[]"
%typemap(cstype, out="string") const char * "byte[]"
%typemap(csin) const char * "$csinput"
%typemap(csout, excode="") const char * { return Text.Decode($imcall); }
%typemap(in) const char * %{ $1 = $input; %}
%typemap(out) const char * %{ $result = (char *)$1; %}
%typemap(freearg) const char * ""
%typemap(argout) const char * ""

/* Memory and its size stay two arguments: a typemap of C# is for one. */
%define SIPREG_CS_MEMORY(PARAMETER)
%typemap(ctype) PARAMETER "void *"
%typemap(imtype) PARAMETER "byte[]"
%typemap(cstype) PARAMETER "byte[]"
%typemap(csin) PARAMETER "$csinput"
%typemap(in) PARAMETER %{ $1 = ($1_ltype)$input; %}
%typemap(freearg) PARAMETER ""
%typemap(argout) PARAMETER ""
%enddef
SIPREG_CS_MEMORY(const uint8_t *key)
SIPREG_CS_MEMORY(const uint8_t *snapshot)
SIPREG_CS_MEMORY(uint8_t *buffer)
SIPREG_CS_MEMORY(char *buffer)
%typemap(ctype) size_t "size_t"
%typemap(imtype) size_t "global::System.UIntPtr"
%typemap(cstype) size_t "global::System.UIntPtr"
%typemap(csin) size_t "$csinput"
%typemap(in) size_t %{ $1 = $input; %}
%typemap(ctype) size_t *length "void *"
%typemap(imtype) size_t *length "out global::System.UIntPtr"
%typemap(cstype) size_t *length "out global::System.UIntPtr"
%typemap(csin) size_t *length "out $csinput"
%typemap(in) size_t *length %{ $1 = ($1_ltype)$input; %}

/*
 * T is a type of the header, HANDLE a SafeHandle written by hand. Where a plain pointer is needed, as ReleaseHandle() has no
 * other, a function has a twin: its parameter's name chooses the typemap, and "_pointer" is cut off the entry point after SWIG.
 */
%define SIPREG_CS_POINTER(T, FUNCTION)
%typemap(imtype) const T *pointer "global::System.IntPtr"
%typemap(cstype) const T *pointer "global::System.IntPtr"
%inline %{
static void FUNCTION ## _pointer(const T *pointer) { FUNCTION((T *)pointer); }
%}
%enddef
%define SIPREG_CS_HANDLE(T, HANDLE, UNREF)
%typemap(ctype) T * "void *"
%typemap(imtype, out="global::System.IntPtr") T * "HANDLE"
%typemap(cstype, out="global::System.IntPtr") T * "HANDLE"
%typemap(csin) T * "$csinput"
%typemap(csout, excode="") T * { return $imcall; }
%typemap(in) T * %{ $1 = ($1_ltype)$input; %}
%typemap(out) T * %{ $result = (void *)$1; %}
%apply T * { const T * };
%typemap(ctype) T **out "void **"
%typemap(imtype) T **out "out HANDLE"
%typemap(cstype) T **out "out HANDLE"
%typemap(csin) T **out "out $csinput"
%typemap(in) T **out %{ $1 = ($1_ltype)$input; %}
%typemap(argout) T **out ""
%typemap(freearg) T **out ""
SIPREG_CS_POINTER(T, UNREF)
%enddef
SIPREG_CS_HANDLE(sipreg_endpoint_t, EndpointHandle, sipreg_endpoint_unref)
SIPREG_CS_HANDLE(sipreg_account_t, AccountHandle, sipreg_account_unref)
SIPREG_CS_HANDLE(sipreg_registration_t, RegistrationHandle, sipreg_registration_unref)
SIPREG_CS_HANDLE(sipreg_tls_t, TlsHandle, sipreg_tls_unref)
SIPREG_CS_HANDLE(sipreg_event_t, EventHandle, sipreg_event_unref)
SIPREG_CS_HANDLE(sipreg_explanation_t, ExplanationHandle, sipreg_explanation_unref)
SIPREG_CS_POINTER(sipreg_endpoint_t, sipreg_endpoint_shutdown)
