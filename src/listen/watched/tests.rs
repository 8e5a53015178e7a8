//! A connection and its client over a pipe, with a clock that jumps to the next timer.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

use super::*;
use crate::listen::activity::ConnectionLimits;
use crate::listen::connections::Connections;
use crate::listen::metrics::ConnectionMetrics;

const HEAD: Duration = Duration::from_secs(10);
const IDLE: Duration = Duration::from_mins(2);
const WRITE: Duration = Duration::from_mins(1);

fn connection() -> (Watched<DuplexStream>, DuplexStream) {
    let limits =
        ConnectionLimits { count: 1, head_timeout: HEAD, idle_timeout: IDLE, write_timeout: WRITE };
    let place = Connections::new(limits, ConnectionMetrics::default()).enter().unwrap();
    let (server, client) = duplex(64);
    (Watched::new(server, place), client)
}

/// What comes of `work`, which must end by itself; the clock of these tests jumps.
async fn in_time<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_hours(24), work).await.expect("it ends")
}

/// Reads until the connection ends, and gives the kind of error and how long that took.
async fn ends(connection: &mut Watched<DuplexStream>) -> (io::ErrorKind, Duration) {
    let began = Instant::now();
    let mut buffer = [0; 16];
    in_time(async {
        loop {
            match connection.read(&mut buffer).await {
                Ok(0) => panic!("the client has left"),
                Ok(_) => {}
                Err(error) => return (error.kind(), began.elapsed()),
            }
        }
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn the_head_of_a_request_must_come_in_time_however_it_trickles() {
    let (mut connection, mut client) = connection();
    let trickle = tokio::spawn(async move {
        while client.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        let mut told = String::new();
        client.read_to_string(&mut told).await.unwrap();
        told
    });
    assert_eq!(ends(&mut connection).await, (io::ErrorKind::TimedOut, HEAD));
    drop(connection);
    let told = trickle.await.unwrap();
    assert!(told.starts_with("HTTP/1.1 408 Request Timeout\r\n"), "{told}");
}

#[tokio::test(start_paused = true)]
async fn a_request_may_take_its_time_and_an_unused_connection_may_not() {
    let (mut connection, mut client) = connection();
    client.write_all(b"a head").await.unwrap();
    assert_eq!(connection.read(&mut [0; 16]).await.unwrap(), 6);
    let under_way = connection.activity().begin();
    let nothing = tokio::time::timeout(IDLE * 100, connection.read(&mut [0; 16])).await;
    assert!(nothing.is_err(), "{nothing:?}");
    drop(under_way);
    assert_eq!(ends(&mut connection).await, (io::ErrorKind::TimedOut, IDLE));
}

#[tokio::test(start_paused = true)]
async fn the_next_head_has_as_long_as_the_first() {
    let (mut connection, mut client) = connection();
    drop(connection.activity().begin());
    let later = Duration::from_secs(100);
    let next = tokio::spawn(async move {
        tokio::time::sleep(later).await;
        client.write_all(b"GET").await.unwrap();
        client
    });
    assert_eq!(ends(&mut connection).await, (io::ErrorKind::TimedOut, later + HEAD));
    next.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_client_that_reads_nothing_loses_the_connection_and_a_slow_one_does_not() {
    for (is_slow, timeout) in [(true, None), (false, None), (false, Some(WRITE * 7))] {
        let (mut connection, mut client) = connection();
        let under_way = connection.activity().begin();
        if let Some(timeout) = timeout {
            under_way.set_write_timeout(timeout);
        }
        let reading = tokio::spawn(async move {
            let mut piece = [0; 16];
            while is_slow && client.read(&mut piece).await.unwrap() > 0 {
                tokio::time::sleep(WRITE / 2).await;
            }
            client
        });
        let began = Instant::now();
        let written = in_time(connection.write_all(&[7; 1024])).await;
        if is_slow {
            assert!(written.is_ok() && began.elapsed() > WRITE);
        } else {
            assert_eq!(written.unwrap_err().kind(), io::ErrorKind::TimedOut);
            assert_eq!(began.elapsed(), timeout.unwrap_or(WRITE));
        }
        drop(connection);
        reading.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_must_make_room_ends_at_once() {
    let (mut connection, _client) = connection();
    let activity = Arc::clone(connection.activity());
    let ended = tokio::spawn(async move { ends(&mut connection).await });
    tokio::task::yield_now().await;
    assert!(activity.evict());
    assert_eq!(ended.await.unwrap(), (io::ErrorKind::ConnectionAborted, Duration::ZERO));
}
