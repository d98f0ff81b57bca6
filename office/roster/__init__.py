"""Storage of the expert library: records of people and organisations, their history, appointments, complaints."""
