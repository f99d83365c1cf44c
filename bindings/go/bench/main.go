// SPDX-License-Identifier: LGPL-2.1-or-later

// Bench does in Go what bench/binding.c does in C. Arguments: CALLS EVENTS
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strconv"
	"syscall"
	"time"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

const batch = 1000

var (
	registration *sipreg.Registration
	received     = make(chan struct{}, 1) // a whole batch
	sum          int
)

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func tell(name string, took time.Duration, count int) {
	fmt.Printf("%s %.1f\n", name, float64(took.Nanoseconds())/float64(count))
}

func measureCall(name string, calls int, call func() int) {
	for i := 0; i < calls/10; i++ {
		sum += call()
	}
	began := time.Now()
	for i := 0; i < calls; i++ {
		sum += call()
	}
	tell(name, time.Since(began), calls)
}

func askStatus() int {
	status, err := registration.Status()
	must(err)
	return int(status.State) + len(status.CallID)
}

func readEvents(endpoint *sipreg.Endpoint) {
	read := 0
	for count := 1; ; count++ {
		event, err := endpoint.Next(context.Background())
		if err != nil {
			return
		}
		read += int(event.Type) + int(event.State) + len(event.CallID)
		if count%batch == 0 {
			received <- struct{}{}
		}
	}
}

func makeBatch() {
	for i := 0; i < batch; i++ {
		must(registration.Stop())
	}
	<-received
}

func cpuTime() time.Duration {
	var used syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func measureEvents(batches int) {
	for i := 0; i < batches/10+1; i++ {
		makeBatch()
	}
	wall, cpu := time.Now(), cpuTime()
	for i := 0; i < batches; i++ {
		makeBatch()
	}
	tell("event", time.Since(wall), batches*batch)
	tell("event_cpu", cpuTime()-cpu, batches*batch)
}

func main() {
	calls, err := strconv.Atoi(os.Args[1])
	must(err)
	events, err := strconv.Atoi(os.Args[2])
	must(err)
	endpoint, err := sipreg.NewEndpoint()
	must(err)
	account, err := sipreg.NewAccount("sip:alice@example.com", "sip:127.0.0.1:9")
	must(err)
	registration, err = endpoint.NewRegistration(account)
	must(err)
	go readEvents(endpoint)
	measureCall("version", calls, func() int { return len(sipreg.Version()) })
	measureCall("status", calls, askStatus)
	measureEvents(events / batch)
	must(endpoint.Close())
}
