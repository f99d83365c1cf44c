/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeps one account registered until SIGINT, in a GMainLoop. Usage: glib AOR REGISTRAR, the password on standard input. */
#include "common.h"

#include <glib-unix.h>
#include <glib.h>
#include <signal.h>

struct application {
    struct phone phone;
    GMainLoop *loop;
};

/* A source that is ready when the endpoint has something to do. */
struct source {
    GSource source;
    struct application *application;
};

static struct application *application_of(GSource *source) { return ((struct source *)source)->application; }

/* Asked before each wait, and again when the time has come. */
static gboolean prepare(GSource *source, gint *timeout_ms)
{
    *timeout_ms = sipreg_endpoint_next_deadline_ms(application_of(source)->phone.endpoint);
    return *timeout_ms == 0;
}

static gboolean dispatch(GSource *source, GSourceFunc callback, gpointer data)
{
    (void)callback;
    (void)data;
    if (!phone_turn(&application_of(source)->phone))
        g_main_loop_quit(application_of(source)->loop);
    return G_SOURCE_CONTINUE;
}

/* There is no check function: the descriptor, which GLib looks at itself, is enough. */
static GSourceFuncs functions = {prepare, NULL, dispatch, NULL, NULL, NULL};

static gboolean interrupt(gpointer data)
{
    struct application *application = data;
    if (!phone_stop(&application->phone))
        g_main_loop_quit(application->loop);
    return G_SOURCE_CONTINUE;
}

static void run(struct application *application)
{
    GSource *source = g_source_new(&functions, sizeof(struct source));
    const guint signal = g_unix_signal_add(SIGINT, interrupt, application);
    ((struct source *)source)->application = application;
    g_source_add_unix_fd(source, sipreg_endpoint_process_fd(application->phone.endpoint), G_IO_IN);
    g_source_attach(source, NULL);
    g_main_loop_run(application->loop);
    g_source_remove(signal);
    g_source_destroy(source);
    g_source_unref(source);
}

int main(int argc, char **argv)
{
    struct application application;
    const int status = phone_open(&application.phone, argc, argv);
    application.loop = g_main_loop_new(NULL, FALSE);
    if (status == 0)
        run(&application);
    g_main_loop_unref(application.loop);
    phone_close(&application.phone);
    return status;
}
