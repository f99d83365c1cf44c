/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeps one account registered until SIGINT, in a libuv loop. Usage: libuv AOR REGISTRAR, the password on standard input. */
#include "common.h"

#include <signal.h>
#include <uv.h>

struct application {
    struct phone phone;
    uv_poll_t poll;
    uv_timer_t timer;
    uv_signal_t signal;
};

static void close_all(struct application *application)
{
    uv_handle_t *const handles[] = {(uv_handle_t *)&application->poll, (uv_handle_t *)&application->timer,
                                    (uv_handle_t *)&application->signal};
    size_t i;
    for (i = 0; i < sizeof handles / sizeof *handles; ++i)
        if (!uv_is_closing(handles[i]))
            uv_close(handles[i], NULL); /* with the last of them, uv_run() ends */
}

static void on_time(uv_timer_t *timer);

/* Each turn makes a new deadline. */
static void turn(struct application *application)
{
    int32_t left_ms;
    if (!phone_turn(&application->phone)) {
        close_all(application);
        return;
    }
    left_ms = sipreg_endpoint_next_deadline_ms(application->phone.endpoint);
    if (left_ms >= 0)
        uv_timer_start(&application->timer, on_time, (uint64_t)left_ms, 0);
    else
        uv_timer_stop(&application->timer);
}

static void on_time(uv_timer_t *timer) { turn(timer->data); }

static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)status;
    (void)events;
    turn(poll->data);
}

static void on_signal(uv_signal_t *signal, int number)
{
    struct application *application = signal->data;
    (void)number;
    if (!phone_stop(&application->phone))
        close_all(application);
}

int main(int argc, char **argv)
{
    struct application application;
    uv_loop_t *loop = uv_default_loop();
    const int status = phone_open(&application.phone, argc, argv);
    if (status == 0) {
        application.poll.data = application.timer.data = application.signal.data = &application;
        uv_poll_init(loop, &application.poll, sipreg_endpoint_process_fd(application.phone.endpoint));
        uv_timer_init(loop, &application.timer);
        uv_signal_init(loop, &application.signal);
        uv_poll_start(&application.poll, UV_READABLE, on_readable);
        uv_signal_start(&application.signal, on_signal, SIGINT);
        turn(&application);
        uv_run(loop, UV_RUN_DEFAULT);
    }
    uv_loop_close(loop);
    phone_close(&application.phone);
    return status;
}
