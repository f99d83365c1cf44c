/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Java: the raw layer. Package-private, numbers and bytes alone; what a person sees is written by hand in bindings/java/src.
 *
 * - Handles are longs; whoever uses one holds a reference meanwhile (NativeRef).
 * - Text is UTF-8 in byte[]: JNI's own strings are modified UTF-8, which is another thing beyond the BMP.
 * - Every text is wiped when it has been handed over, as some are passwords.
 * - Enums are ints; their names and numbers are constants, taken from the header, for the enums that are written by hand.
 */
%include "enumtypeunsafe.swg"
%javaconst(1);
%pragma(java) jniclassclassmodifiers="final class"
%pragma(java) moduleclassmodifiers="final class"
%pragma(java) jniclasscode=%{
  static { NativeLoader.load(); }
%}
%typemap(javaclassmodifiers) enum SWIGTYPE "final class"

/* It would be a constant of type byte[]; the three numbers of it are there. */
%ignore SIPREG_VERSION_STRING;

%rename(NativeError) sipreg_error_t;
%rename(NativeState) sipreg_state_t;
%rename(NativeEventType) sipreg_event_type_t;
%rename(NativeFailure) sipreg_failure_t;
%rename(NativeOperation) sipreg_operation_t;
%rename(NativeTransport) sipreg_transport_t;
%rename(NativeTlsFault) sipreg_tls_fault_t;
%rename(NativeTlsVersion) sipreg_tls_version_t;
%rename(NativeFamily) sipreg_family_t;
%rename(NativeAlgorithm) sipreg_algorithm_t;
%rename(NativeProxyMode) sipreg_proxy_mode_t;
%rename(NativeLogLevel) sipreg_log_level_t;

%{
#include <stdlib.h>
#include <string.h>

/* A compiler may leave out stores to memory that is freed next; not these. */
static void wipe(void *memory, size_t size)
{
    volatile unsigned char *byte = memory;
    while (size-- > 0)
        *byte++ = 0;
}

/* The bytes of an array, one NUL more; NULL with an exception pending if there is no memory. */
static char *copy_of(JNIEnv *jenv, jbyteArray array, size_t *length)
{
    const jsize size = (*jenv)->GetArrayLength(jenv, array);
    char *copy = malloc((size_t)size + 1);
    if (copy == NULL) {
        SWIG_JavaThrowException(jenv, SWIG_JavaOutOfMemoryError, "no memory for a text");
        return NULL;
    }
    (*jenv)->GetByteArrayRegion(jenv, array, 0, size, (jbyte *)copy);
    copy[size] = 0;
    *length = (size_t)size;
    return copy;
}

static jbyteArray array_of(JNIEnv *jenv, const char *text)
{
    const jsize size = (jsize)strlen(text);
    jbyteArray array = (*jenv)->NewByteArray(jenv, size);
    if (array != NULL)
        (*jenv)->SetByteArrayRegion(jenv, array, 0, size, (const jbyte *)text);
    return array;
}
%}

/* Text in: byte[] without a NUL in it, or null. SWIG takes one Java type for arguments and results, so arguments go by name. */
%typemap(jni) const char *IN "jbyteArray"
%typemap(jtype) const char *IN "byte[]"
%typemap(jstype) const char *IN "byte[]"
%typemap(javain) const char *IN "$javainput"
%typemap(in) const char *IN (char *text = NULL, size_t length = 0) %{
  if ($input != NULL) {
    text = copy_of(jenv, $input, &length);
    if (text == NULL)
      return $null;
  }
  $1 = text;
%}
%typemap(freearg) const char *IN %{
  if (text$argnum != NULL) {
    wipe(text$argnum, length$argnum);
    free(text$argnum);
  }
%}
%typemap(argout) const char *IN ""
%apply const char *IN {
  const char *address, const char *addresses, const char *algorithm, const char *authorization, const char *auts, const char *body,
  const char *call_id, const char *certificate, const char *challenge, const char *ck, const char *cnonce, const char *headers,
  const char *hex, const char *host, const char *ik, const char *key, const char *local_address, const char *method,
  const char *methods, const char *name, const char *nameservers, const char *nonce, const char *options, const char *origin,
  const char *param, const char *params, const char *passphrase, const char *password, const char *path, const char *pem,
  const char *pin, const char *prid, const char *provider, const char *public_address, const char *qop, const char *realm,
  const char *reason, const char *res, const char *text, const char *token, const char *uri, const char *urn, const char *user,
  const char *username, const char *value
};

/* Text out: a String, or null for NULL. An argument without a name above does not get past the C compiler. */
%typemap(jni) const char * "jbyteArray"
%typemap(jtype) const char * "byte[]"
%typemap(jstype) const char * "String"
%typemap(in) const char * %{ #error "java.i: name this argument among those that are text" %}
%typemap(out) const char * %{ $result = $1 != NULL ? array_of(jenv, $1) : NULL; %}
%typemap(javaout) const char * { return Text.decode($jnicall); }

/* Handles. A T** fills the first element of a long[]. */
%define SIPREG_JAVA_HANDLE(T)
%typemap(jni) T * "jlong"
%typemap(jtype) T * "long"
%typemap(jstype) T * "long"
%typemap(javain) T * "$javainput"
%typemap(javaout) T * { return $jnicall; }
%typemap(in) T * %{ $1 = ($1_ltype)(intptr_t)$input; %}
%typemap(out) T * %{ $result = (jlong)(intptr_t)$1; %}
%apply T * { const T * };
%typemap(jni) T **out "jlongArray"
%typemap(jtype) T **out "long[]"
%typemap(jstype) T **out "long[]"
%typemap(javain) T **out "$javainput"
%typemap(in) T **out (T *made = NULL) %{
  if ($input == NULL || (*jenv)->GetArrayLength(jenv, $input) < 1) {
    SWIG_JavaThrowException(jenv, SWIG_JavaIllegalArgumentException, "out: no place for a handle");
    return $null;
  }
  $1 = &made;
%}
%typemap(argout) T **out %{
  {
    const jlong handle = (jlong)(intptr_t)made$argnum;
    (*jenv)->SetLongArrayRegion(jenv, $input, 0, 1, &handle);
  }
%}
%typemap(freearg) T **out ""
%enddef
SIPREG_JAVA_HANDLE(sipreg_endpoint_t)
SIPREG_JAVA_HANDLE(sipreg_account_t)
SIPREG_JAVA_HANDLE(sipreg_registration_t)
SIPREG_JAVA_HANDLE(sipreg_tls_t)
SIPREG_JAVA_HANDLE(sipreg_event_t)
SIPREG_JAVA_HANDLE(sipreg_explanation_t)

/* The key of a snapshot: the library reads so many bytes, however many were given. */
%typemap(jni) const uint8_t *key "jbyteArray"
%typemap(jtype) const uint8_t *key "byte[]"
%typemap(jstype) const uint8_t *key "byte[]"
%typemap(javain) const uint8_t *key "$javainput"
%typemap(in) const uint8_t *key (uint8_t bytes[SIPREG_SNAPSHOT_KEY_SIZE]) %{
  if ($input == NULL || (*jenv)->GetArrayLength(jenv, $input) != SIPREG_SNAPSHOT_KEY_SIZE) {
    SWIG_JavaThrowException(jenv, SWIG_JavaIllegalArgumentException, "key: not of the size of a key");
    return $null;
  }
  (*jenv)->GetByteArrayRegion(jenv, $input, 0, SIPREG_SNAPSHOT_KEY_SIZE, (jbyte *)bytes);
  $1 = bytes;
%}
%typemap(freearg) const uint8_t *key %{ wipe(bytes$argnum, sizeof bytes$argnum); %}
%typemap(argout) const uint8_t *key ""

%typemap(jni) (const uint8_t *snapshot, size_t size) "jbyteArray"
%typemap(jtype) (const uint8_t *snapshot, size_t size) "byte[]"
%typemap(jstype) (const uint8_t *snapshot, size_t size) "byte[]"
%typemap(javain) (const uint8_t *snapshot, size_t size) "$javainput"
%typemap(in) (const uint8_t *snapshot, size_t size) (char *copy = NULL, size_t length = 0) %{
  if ($input == NULL) {
    SWIG_JavaThrowException(jenv, SWIG_JavaNullPointerException, "snapshot");
    return $null;
  }
  copy = copy_of(jenv, $input, &length);
  if (copy == NULL)
    return $null;
  $1 = (uint8_t *)copy;
  $2 = length;
%}
%typemap(freearg) (const uint8_t *snapshot, size_t size) %{ free(copy$argnum); %}
%typemap(argout) (const uint8_t *snapshot, size_t size) ""

/* Places to be filled: an array of the caller's; null asks for the size alone. */
%define SIPREG_JAVA_PLACE(TYPE)
%typemap(jni) (TYPE *buffer, size_t size) "jbyteArray"
%typemap(jtype) (TYPE *buffer, size_t size) "byte[]"
%typemap(jstype) (TYPE *buffer, size_t size) "byte[]"
%typemap(javain) (TYPE *buffer, size_t size) "$javainput"
%typemap(in) (TYPE *buffer, size_t size) (TYPE *place = NULL, size_t room = 0) %{
  if ($input != NULL) {
    room = (size_t)(*jenv)->GetArrayLength(jenv, $input);
    place = calloc(room + 1, 1);
    if (place == NULL) {
      SWIG_JavaThrowException(jenv, SWIG_JavaOutOfMemoryError, "no memory for a result");
      return $null;
    }
  }
  $1 = place;
  $2 = room;
%}
%typemap(argout) (TYPE *buffer, size_t size) %{
  if (place$argnum != NULL)
    (*jenv)->SetByteArrayRegion(jenv, $input, 0, (jsize)room$argnum, (const jbyte *)place$argnum);
%}
%typemap(freearg) (TYPE *buffer, size_t size) %{ free(place$argnum); %}
%enddef
SIPREG_JAVA_PLACE(char)
SIPREG_JAVA_PLACE(uint8_t)

%typemap(jni) size_t *length "jlongArray"
%typemap(jtype) size_t *length "long[]"
%typemap(jstype) size_t *length "long[]"
%typemap(javain) size_t *length "$javainput"
%typemap(in) size_t *length (size_t count = 0) %{
  if ($input == NULL || (*jenv)->GetArrayLength(jenv, $input) < 1) {
    SWIG_JavaThrowException(jenv, SWIG_JavaIllegalArgumentException, "length: no place for a number");
    return $null;
  }
  $1 = &count;
%}
%typemap(argout) size_t *length %{
  {
    const jlong number = (jlong)count$argnum;
    (*jenv)->SetLongArrayRegion(jenv, $input, 0, 1, &number);
  }
%}
%typemap(freearg) size_t *length ""

/* This glue fits its jar only if both were made of the same header. */
%inline %{
static const char *sipreg_glue_version(void) { return SIPREG_VERSION_STRING; }
%}
