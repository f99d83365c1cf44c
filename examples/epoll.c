/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeps one account registered until SIGINT, in an epoll loop. Usage: epoll AOR REGISTRAR, the password on standard input. */
#include "common.h"

#include <signal.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

static int signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

static int watch(int epoll, int fd)
{
    struct epoll_event event = {0};
    event.events = EPOLLIN;
    event.data.fd = fd;
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static void run(struct phone *phone, int epoll, int interrupts)
{
    struct epoll_event ready;
    struct signalfd_siginfo ignored;
    /* The turn first: it makes the deadline. */
    while (phone_turn(phone)) {
        const int count = epoll_wait(epoll, &ready, 1, sipreg_endpoint_next_deadline_ms(phone->endpoint));
        if (count == 1 && ready.data.fd == interrupts)
            if (read(interrupts, &ignored, sizeof ignored) < 0 || !phone_stop(phone))
                return;
    }
}

int main(int argc, char **argv)
{
    struct phone phone;
    const int interrupts = signals(), epoll = epoll_create1(EPOLL_CLOEXEC);
    int status = phone_open(&phone, argc, argv);
    if (status == 0 && (watch(epoll, interrupts) != 0 || watch(epoll, sipreg_endpoint_process_fd(phone.endpoint)) != 0))
        status = 1;
    if (status == 0)
        run(&phone, epoll, interrupts);
    phone_close(&phone);
    close(epoll);
    close(interrupts);
    return status;
}
